//! The query of a request, read as liberally as the vendor's clients write it.

use url::form_urlencoded;

/// The parameters of a query, decoded. Of a name that comes twice, the first counts.
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    /// Reads what stands after the `?`.
    pub(super) fn read(text: Option<&str>) -> Self {
        let pairs = form_urlencoded::parse(text.unwrap_or_default().as_bytes());
        Self(pairs.into_owned().collect())
    }

    /// A parameter as text; an empty one is as good as none.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(key, _)| key == name)?;
        (!value.is_empty()).then_some(value)
    }

    /// A parameter that is true or false; Python's clients write it with a capital.
    pub(super) fn flag(&self, name: &'static str) -> Result<Option<bool>, NotReadable> {
        match self.text(name) {
            None => Ok(None),
            Some(text) if text.eq_ignore_ascii_case("true") => Ok(Some(true)),
            Some(text) if text.eq_ignore_ascii_case("false") => Ok(Some(false)),
            Some(_) => Err(NotReadable(name)),
        }
    }

    /// A parameter that counts from 1, under the first of its names that is there.
    pub(super) fn count(&self, names: &[&'static str]) -> Result<Option<usize>, NotReadable> {
        for name in names.iter().copied() {
            if let Some(text) = self.text(name) {
                let number = text.parse().ok().filter(|number| *number > 0);
                return number.map(Some).ok_or(NotReadable(name));
            }
        }
        Ok(None)
    }

    /// All parameters, as they came.
    pub(super) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

/// The parameter of this name has a value that means nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotReadable(pub(super) &'static str);

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
        assert_eq!(query.flag("active"), Err(NotReadable("active")));
        assert_eq!(query.count(&["pgNum"]), Err(NotReadable("pgNum")));
        assert_eq!(query.count(&["pgSize"]), Err(NotReadable("pgSize")));
    }
}
