//! The query of a request, read as liberally as the vendor's clients write it.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use url::form_urlencoded;

use super::reply;

/// Decoded parameters. The first of a repeated name counts.
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    /// Reads the part after `?`.
    pub(super) fn read(text: Option<&str>) -> Self {
        let pairs = form_urlencoded::parse(text.unwrap_or_default().as_bytes());
        Self(pairs.into_owned().collect())
    }

    /// An empty value counts as missing.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(key, _)| key == name)?;
        (!value.is_empty()).then_some(value)
    }

    /// A Boolean, in any case: Python clients write `True`.
    pub(super) fn flag(&self, name: &'static str) -> Result<Option<bool>, InvalidParameter> {
        match self.text(name) {
            None => Ok(None),
            Some(text) if text.eq_ignore_ascii_case("true") => Ok(Some(true)),
            Some(text) if text.eq_ignore_ascii_case("false") => Ok(Some(false)),
            Some(_) => Err(InvalidParameter(name)),
        }
    }

    /// A number from 1, under the first of `names` that is present.
    pub(super) fn count(&self, names: &[&'static str]) -> Result<Option<usize>, InvalidParameter> {
        for name in names.iter().copied() {
            if let Some(text) = self.text(name) {
                let number = text.parse().ok().filter(|number| *number > 0);
                return number.map(Some).ok_or(InvalidParameter(name));
            }
        }
        Ok(None)
    }

    pub(super) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::read(parts.uri.query()))
    }
}

/// The name of a parameter whose value cannot be read. As a response, 400.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct InvalidParameter(&'static str);

impl IntoResponse for InvalidParameter {
    fn into_response(self) -> Response {
        let Self(name) = self;
        reply::bad_request(&format!("The parameter {name} is invalid."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_the_way_the_clients_write_them() {
        let query = Query::read(Some("active=True&blocked=false&q=a%40b+c&pgNum=2&email="));
        assert_eq!(query.flag("active"), Ok(Some(true)));
        assert_eq!(query.flag("blocked"), Ok(Some(false)));
        assert_eq!(query.flag("invited"), Ok(None));
        assert_eq!(query.text("q"), Some("a@b c"));
        assert_eq!(query.text("email"), None);
        assert_eq!(query.count(&["page", "pgNum"]), Ok(Some(2)));
        assert_eq!(query.count(&["pgSize"]), Ok(None));
    }

    #[test]
    fn a_value_that_means_nothing_is_named() {
        let query = Query::read(Some("active=perhaps&pgNum=0&pgSize=-1"));
        assert_eq!(query.flag("active"), Err(InvalidParameter("active")));
        assert_eq!(query.count(&["pgNum"]), Err(InvalidParameter("pgNum")));
        assert_eq!(query.count(&["pgSize"]), Err(InvalidParameter("pgSize")));
    }
}
