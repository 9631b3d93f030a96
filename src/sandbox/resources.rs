//! What a token is good for: a few read-only resources. All but [`server_env`] want one; those of v1 and v4 take a person's
//! username and password (HTTP Basic, deprecated) as well.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Map, Value, json};

use super::computers;
use super::people::{Person, organization, people, tenant};
use super::query::{NotReadable, Query};
use super::reply;
use super::server::Shared;
use super::signed_in::{Caller, SignedIn};

/// `GET /api/v1/ServerEnv`, for anyone: tells that this is a console.
pub(super) async fn server_env(State(shared): State<Arc<Shared>>) -> Response {
    Json(json!({ "stsBaseUrl": shared.base_url })).into_response()
}

/// `GET /api/v3/customer/my`: the token's tenant.
pub(super) async fn customer(_: SignedIn) -> Response {
    reply::data(&tenant())
}

/// `GET /api/v3/users`. The fields of its users are not documented where this was written; they are those of v1.
pub(super) async fn users(_: SignedIn, RawQuery(query): RawQuery) -> Response {
    match page_of_users(&Query::read(query.as_deref())) {
        Ok(page) => reply::data(&page),
        Err(why) => not_readable(why),
    }
}

/// `GET /api/v1/User`: what the vendor's clients list users by.
pub(super) async fn users_v1(
    _: Caller,
    State(shared): State<Arc<Shared>>,
    RawQuery(query): RawQuery,
) -> Response {
    let query = Query::read(query.as_deref());
    v1(&shared, &query, page_of_users(&query))
}

/// `GET /api/v1/User/my`: the person who asks. An API client is none; the vendor's clients say so of a 404 here.
pub(super) async fn user_my(
    caller: Caller,
    State(shared): State<Arc<Shared>>,
    RawQuery(query): RawQuery,
) -> Response {
    let person = match caller {
        Caller::ApiClient => None,
        Caller::User(user) => people().find(|person| person.username() == user.username),
    };
    let Some(person) = person else {
        return reply::not_found("There is no user here: an API client is none.");
    };
    let query = Query::read(query.as_deref());
    let with_roles = query.flag("incRoles");
    let user = with_roles.map(|with| person.to_json(with.unwrap_or(false)));
    v1(&shared, &query, user)
}

/// `GET /api/v1/Computer`: what the vendor's clients list devices by.
pub(super) async fn computers(
    _: Caller,
    State(shared): State<Arc<Shared>>,
    RawQuery(query): RawQuery,
) -> Response {
    let query = Query::read(query.as_deref());
    v1(&shared, &query, page_of_computers(&query))
}

/// `GET /api/v3/orgs`. What an organization holds is not documented where this was written; its fields are those of v1.
pub(super) async fn orgs(_: SignedIn) -> Response {
    reply::data(&json!({ "totalCount": 1, "orgs": [organization()] }))
}

/// `GET /api/v3/org/<organizationID>/user`: by the ID or the UID of the tenant's organization.
pub(super) async fn users_of_org(
    _: SignedIn,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    if !Person::is_in(&id) && id != Person::ORG_ID.to_string() {
        return reply::not_found("There is no such organization.");
    }
    match page_of_users(&Query::read(query.as_deref())) {
        Ok(page) => reply::data(&page),
        Err(why) => not_readable(why),
    }
}

/// `GET /api/v4/role/view`. What it holds is not documented where this was written.
pub(super) async fn roles(_: Caller) -> Response {
    reply::data(&computers::roles())
}

/// 400, by name.
pub(super) fn not_readable(NotReadable(name): NotReadable) -> Response {
    reply::bad_request(&format!(
        "The parameter {name} has no meaning as it stands."
    ))
}

/// The console wraps its data so in v1.
fn v1(shared: &Shared, query: &Query, data: Result<Value, NotReadable>) -> Response {
    let data = match data {
        Ok(data) => data,
        Err(why) => return not_readable(why),
    };
    let params: Map<String, Value> = query
        .pairs()
        .iter()
        .map(|(name, value)| (name.clone(), json!(value)))
        .collect();
    let metadata = json!({ "timestamp": shared.now().to_string(), "params": params });
    Json(json!({ "metadata": metadata, "data": data })).into_response()
}

/// The users that a query asks for: one page of them, and how many there are in all.
///
/// Parameters that are not named here are taken and change nothing.
fn page_of_users(query: &Query) -> Result<Value, NotReadable> {
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

/// The same for devices.
fn page_of_computers(query: &Query) -> Result<Value, NotReadable> {
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

/// The page of `found` that a query asks for, under `name`. Pages count from 1.
fn page(query: &Query, name: &str, found: Vec<Value>) -> Result<Value, NotReadable> {
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

/// What the vendor's example asks for.
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
