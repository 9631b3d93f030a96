//! A few read-only resources. All but [`server_env`] require a token; those of v1 and v4 also take a user's username and password
//! (HTTP Basic, deprecated).

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Map, Value, json};

use super::caller::{BearerAuth, Caller};
use super::computers;
use super::people::{Person, organization, people, tenant};
use super::query::{InvalidParameter, Query};
use super::reply;
use super::state::ConsoleState;

/// `GET /api/v1/ServerEnv`, without authentication: how a client can tell a console.
pub(super) async fn server_env(State(state): State<Arc<ConsoleState>>) -> Response {
    Json(json!({ "stsBaseUrl": state.base_url })).into_response()
}

/// `GET /api/v3/customer/my`: the token's tenant.
pub(super) async fn customer(_: BearerAuth) -> Response {
    reply::data(&tenant())
}

/// `GET /api/v3/users`. The fields of a user are undocumented; these are v1's.
pub(super) async fn users(_: BearerAuth, query: Query) -> Result<Response, InvalidParameter> {
    Ok(reply::data(&page_of_users(&query)?))
}

/// `GET /api/v1/User`: how the vendor's clients list users.
pub(super) async fn users_v1(
    _: Caller,
    State(state): State<Arc<ConsoleState>>,
    query: Query,
) -> Result<Response, InvalidParameter> {
    Ok(v1(&state, &query, &page_of_users(&query)?))
}

/// `GET /api/v1/User/my`: the caller. An API client is no user; the vendor's clients expect 404 for it.
pub(super) async fn user_my(
    caller: Caller,
    State(state): State<Arc<ConsoleState>>,
    query: Query,
) -> Result<Response, InvalidParameter> {
    let person = match caller {
        Caller::ApiClient => None,
        Caller::User(user) => people().find(|person| person.username() == user.username),
    };
    let Some(person) = person else {
        return Ok(reply::not_found("An API client isn’t a user."));
    };
    let with_roles = query.flag("incRoles")?.unwrap_or(false);
    Ok(v1(&state, &query, &person.to_json(with_roles)))
}

/// `GET /api/v1/Computer`: how the vendor's clients list devices.
pub(super) async fn computers(
    _: Caller,
    State(state): State<Arc<ConsoleState>>,
    query: Query,
) -> Result<Response, InvalidParameter> {
    Ok(v1(&state, &query, &page_of_computers(&query)?))
}

/// `GET /api/v3/orgs`. The fields of an organization are undocumented; these are v1's.
pub(super) async fn orgs(_: BearerAuth) -> Response {
    reply::data(&json!({ "totalCount": 1, "orgs": [organization()] }))
}

/// `GET /api/v3/org/<organizationID>/user`: by the ID or the UID of the tenant's organization.
pub(super) async fn users_of_org(
    _: BearerAuth,
    Path(id): Path<String>,
    query: Query,
) -> Result<Response, InvalidParameter> {
    if !Person::is_in(&id) && id != Person::ORG_ID.to_string() {
        return Ok(reply::not_found("There is no such organization."));
    }
    Ok(reply::data(&page_of_users(&query)?))
}

/// `GET /api/v4/role/view`. Its fields are undocumented.
pub(super) async fn roles(_: Caller) -> Response {
    reply::data(&computers::roles())
}

/// v1's envelope.
fn v1(state: &ConsoleState, query: &Query, data: &Value) -> Response {
    let params: Map<String, Value> = query
        .pairs()
        .iter()
        .map(|(name, value)| (name.clone(), json!(value)))
        .collect();
    let metadata = json!({ "timestamp": state.now().to_string(), "params": params });
    Json(json!({ "metadata": metadata, "data": data })).into_response()
}

/// One page of the matching users, and their total. Unknown parameters are ignored.
fn page_of_users(query: &Query) -> Result<Value, InvalidParameter> {
    let (active, blocked) = (query.flag("active")?, query.flag("blocked")?);
    let with_roles = query.flag("incRoles")?.unwrap_or(false);
    let has_name = |person: &Person, wanted: Option<&str>| {
        wanted.is_none_or(|wanted| person.username().eq_ignore_ascii_case(wanted))
    };
    let found = people()
        .filter(|person| active.is_none_or(|active| person.active == active))
        .filter(|person| blocked.is_none_or(|blocked| person.blocked == blocked))
        .filter(|person| has_name(person, query.text("username")))
        .filter(|person| has_name(person, query.text("email")))
        .filter(|person| query.text("q").is_none_or(|text| person.matches(text)))
        .filter(|_| query.text("orgUid").is_none_or(Person::is_in))
        .map(|person| person.to_json(with_roles));
    page(query, "users", found.collect())
}

fn page_of_computers(query: &Query) -> Result<Value, InvalidParameter> {
    let (active, blocked) = (query.flag("active")?, query.flag("blocked")?);
    let with_usage = query.flag("incBackupUsage")?.unwrap_or(false);
    let found = computers::computers()
        .filter(|computer| active.is_none_or(|active| computer.is_active() == active))
        .filter(|computer| blocked.is_none_or(|blocked| computer.is_blocked() == blocked))
        .filter(|computer| query.text("userUid").is_none_or(|uid| computer.is_of(uid)))
        .filter(|computer| query.text("q").is_none_or(|text| computer.matches(text)))
        .filter(|_| query.text("orgUid").is_none_or(Person::is_in))
        .map(|computer| computer.to_json(with_usage));
    page(query, "computers", found.collect())
}

/// One page of `found` under `name`. Pages count from 1.
fn page(query: &Query, name: &str, found: Vec<Value>) -> Result<Value, InvalidParameter> {
    let number = query.count(&["pgNum", "pageNum", "page"])?.unwrap_or(1);
    let size = query.count(&["pgSize", "pageSize"])?.unwrap_or(PAGE_SIZE);
    let total = found.len();
    let page: Vec<Value> = found
        .into_iter()
        .skip((number - 1).saturating_mul(size))
        .take(size)
        .collect();
    Ok(json!({ "totalCount": total, name: page }))
}

/// The size in the vendor's example.
const PAGE_SIZE: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(query: &str) -> (u64, usize) {
        let page = page_of_users(&Query::read(Some(query))).unwrap();
        let users = page["users"].as_array().unwrap().len();
        (page["totalCount"].as_u64().unwrap(), users)
    }

    #[test]
    fn two_pages_hold_all_users_and_a_third_is_empty() {
        let (total, first) = listed("pgNum=1&pgSize=100");
        let (_, second) = listed("pgNum=2&pgSize=100");
        assert_eq!(total, u64::try_from(first + second).unwrap());
        assert!(first == 100 && second > 0);
        assert_eq!(listed("pgNum=3&pgSize=100"), (total, 0));
        assert_eq!(listed("pgNum=18446744073709551615&pgSize=100"), (total, 0));
        assert_eq!(listed(""), (total, 100));
        assert_eq!(listed("page=2&pageSize=100"), (total, second));
    }

    #[test]
    fn filters_split_the_users_without_loss() {
        let total = |query| listed(query).0;
        assert_eq!(total("active=true") + total("active=false"), total(""));
        assert_eq!(total("blocked=True") + total("blocked=False"), total(""));
        assert!(total("active=true&blocked=false") < total("active=true"));
        assert_eq!(total("username=Amara.Andersen%40example.com"), 1);
        assert_eq!(total("q=amara"), 12);
        assert_eq!(total("orgUid=elsewhere"), 0);
    }

    #[test]
    fn every_user_has_a_device_that_shares_its_fate() {
        let total = |query| {
            let page = page_of_computers(&Query::read(Some(query))).unwrap();
            page["totalCount"].as_u64().unwrap()
        };
        for query in ["", "active=true", "blocked=true", "orgUid=elsewhere"] {
            assert_eq!(total(query), listed(query).0, "{query}");
        }
        assert_eq!(total("q=Amara-Andersen"), 1);
        let one = people().next().unwrap().uid();
        assert_eq!(total(&format!("userUid={one}")), 1);
    }
}
