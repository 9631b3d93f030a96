//! Reading a source file, word by word: the paths that it names, and the types that it declares.

use std::collections::HashSet;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

/// A file under `src`.
pub(crate) struct Source {
    /// "src/ui/mod.rs"
    pub(crate) file: String,
    /// `ui`, for that file.
    pub(crate) module: Vec<String>,
    pub(crate) paths: Vec<NamedPath>,
    /// The types that it declares, but for those of its tests.
    pub(crate) types: Vec<String>,
}

/// A path that a file names: in an import, an expression, an attribute, a macro.
pub(crate) struct NamedPath {
    pub(crate) line: usize,
    pub(crate) to: To,
    /// It stands in a `pub use`, under this name.
    pub(crate) exported_as: Option<String>,
}

/// Where a path leads.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum To {
    /// Something of this program, by its path from the root.
    Ours(Vec<String>),
    /// Something that the file does not declare: in a crate, if there is one of that name.
    Crate(Vec<String>),
}

/// Words that a path may follow, and that are none.
const NO_PATH: [&str; 10] = [
    "as", "dyn", "for", "in", "match", "move", "mut", "ref", "return", "where",
];

impl Source {
    pub(crate) fn read(file: &str, text: &str) -> Self {
        let path = file.trim_start_matches("src/").trim_end_matches(".rs");
        let mut module: Vec<_> = path.split('/').map(str::to_owned).collect();
        if matches!(
            module.last().map(String::as_str),
            Some("mod" | "lib" | "main")
        ) {
            module.pop();
        }
        let mut source = Self {
            file: file.to_owned(),
            module: module.clone(),
            paths: Vec::new(),
            types: Vec::new(),
        };
        let is_test = file.ends_with("_tests.rs");
        let words = text
            .parse()
            .unwrap_or_else(|error| panic!("{file}: {error}"));
        Reading {
            source: &mut source,
            scopes: vec![Scope::new(module, &words)],
            has_types: !is_test,
            exports: false,
        }
        .read(words);
        source
    }
}

/// A module, and the modules that it declares: they hide crates of the same name.
struct Scope {
    module: Vec<String>,
    declares: HashSet<String>,
}

impl Scope {
    fn new(module: Vec<String>, words: &TokenStream) -> Self {
        let words: Vec<_> = words.clone().into_iter().collect();
        let declares = words.windows(2).filter_map(|pair| match pair {
            [TokenTree::Ident(word), TokenTree::Ident(name)] if word == "mod" => Some(text(name)),
            _ => None,
        });
        Self {
            module,
            declares: declares.collect(),
        }
    }
}

struct Reading<'a> {
    source: &'a mut Source,
    scopes: Vec<Scope>,
    /// Types are declared here; not in the body of an `impl`, whose `type` is another thing, nor in tests.
    has_types: bool,
    /// Inside a `pub use`.
    exports: bool,
}

impl Reading<'_> {
    fn read(&mut self, words: TokenStream) {
        let words: Vec<_> = words.into_iter().collect();
        let mut at = 0;
        let mut is_public = false;
        let mut is_impl = false;
        while at < words.len() {
            match &words[at] {
                TokenTree::Ident(word)
                    if NO_PATH.contains(&text(word).as_str()) || continues_a_path(&words, at) => {}
                TokenTree::Ident(word) => match (text(word).as_str(), words.get(at + 1)) {
                    // `pub(in …)` opens a room; it reaches for nothing.
                    ("pub", Some(TokenTree::Group(group)))
                        if group.delimiter() == Delimiter::Parenthesis =>
                    {
                        is_public = true;
                        at += 1;
                    }
                    ("pub", _) => is_public = true,
                    ("use", _) => {
                        self.exports = is_public;
                        at = self.path(&words, at + 1, &[], true);
                        self.exports = false;
                        is_public = false;
                        continue;
                    }
                    ("mod", Some(TokenTree::Ident(name))) => {
                        if let Some(TokenTree::Group(body)) = words.get(at + 2) {
                            self.module(&text(name), body);
                            at += 2;
                        }
                        at += 1;
                    }
                    (
                        "struct" | "enum" | "trait" | "type" | "union",
                        Some(TokenTree::Ident(name)),
                    ) => {
                        if self.has_types {
                            self.source.types.push(text(name));
                        }
                        is_impl = word == "trait";
                        is_public = false;
                        at += 1;
                    }
                    ("crate", Some(TokenTree::Ident(_))) => {
                        // `extern crate x;`
                        at = self.path(&words, at + 1, &[], true);
                        continue;
                    }
                    (first, _) => {
                        is_impl |= first == "impl";
                        is_public &= matches!(first, "const" | "unsafe" | "async");
                        at = self.path(&words, at, &[], false);
                        continue;
                    }
                },
                TokenTree::Group(group) => {
                    let had_types = self.has_types;
                    self.has_types &= !(is_impl && group.delimiter() == Delimiter::Brace);
                    self.read(group.stream());
                    self.has_types = had_types;
                    is_impl &= group.delimiter() != Delimiter::Brace;
                }
                // `#[serde(with = "crate::…")]`
                TokenTree::Literal(literal) => {
                    let literal = literal.to_string();
                    if let Some(path) = literal.trim_matches('"').strip_prefix("crate::") {
                        let names = path.split("::").map(str::to_owned).collect();
                        let line = words[at].span().start().line;
                        self.note(To::Ours(names), line, None);
                    }
                }
                TokenTree::Punct(_) => {}
            }
            at += 1;
        }
    }

    fn module(&mut self, name: &str, body: &Group) {
        let outer = &self.scopes[self.scopes.len() - 1].module;
        let inner = [outer, &[name.to_owned()][..]].concat();
        self.scopes.push(Scope::new(inner, &body.stream()));
        let had_types = self.has_types;
        self.has_types &= name != "tests";
        self.read(body.stream());
        self.has_types = had_types;
        self.scopes.pop();
    }

    /// Reads a path that begins at a word, and says where it ends. A lone name counts only where one is imported.
    fn path(
        &mut self,
        words: &[TokenTree],
        mut at: usize,
        before: &[String],
        counts_alone: bool,
    ) -> usize {
        let mut path = before.to_vec();
        while is_punct(words.get(at), ':') {
            at += 1;
        }
        let began = at;
        loop {
            match words.get(at) {
                Some(TokenTree::Ident(name)) => path.push(text(name)),
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                    let parts: Vec<_> = group.stream().into_iter().collect();
                    for part in parts.split(|word| is_punct(Some(word), ',')) {
                        if !part.is_empty() {
                            self.path(part, 0, &path, true);
                        }
                    }
                    return at + 1;
                }
                Some(star) if is_punct(Some(star), '*') => path.push("*".to_owned()),
                _ => return at.max(began + 1),
            }
            at += 1;
            let goes_on = is_colons(words, at)
                && !matches!(words.get(at + 2), Some(TokenTree::Punct(sign)) if sign.as_char() != '*');
            if !goes_on {
                break;
            }
            at += 2;
        }
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        if path.len() > 1 || counts_alone {
            let renamed = match (words.get(at), words.get(at + 1)) {
                (Some(TokenTree::Ident(word)), Some(TokenTree::Ident(name))) if word == "as" => {
                    Some(text(name))
                }
                _ => path.last().cloned(),
            };
            let line = words[began].span().start().line;
            let exported_as = renamed.filter(|_| self.exports);
            let to = self.resolve(&path);
            self.note(to, line, exported_as);
        }
        at
    }

    fn resolve(&self, path: &[String]) -> To {
        let here = &self.scopes[self.scopes.len() - 1].module;
        match path[0].trim_start_matches('$') {
            "crate" | "tokendesk" => To::Ours(path[1..].to_vec()),
            "self" => To::Ours([here, &path[1..]].concat()),
            "super" => {
                let supers = path.iter().take_while(|part| *part == "super").count();
                To::Ours([&here[..here.len().saturating_sub(supers)], &path[supers..]].concat())
            }
            // An inner module sees the outer one's modules through `use super::*`.
            name => match self
                .scopes
                .iter()
                .rev()
                .find(|scope| scope.declares.contains(name))
            {
                Some(scope) => To::Ours([&scope.module, path].concat()),
                None => To::Crate(path.to_vec()),
            },
        }
    }

    fn note(&mut self, to: To, line: usize, exported_as: Option<String>) {
        self.source.paths.push(NamedPath {
            line,
            to,
            exported_as,
        });
    }
}

fn text(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}

fn is_punct(word: Option<&TokenTree>, sign: char) -> bool {
    matches!(word, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

/// Whether `::` stands at this place.
fn is_colons(words: &[TokenTree], at: usize) -> bool {
    is_punct(words.get(at), ':') && is_punct(words.get(at + 1), ':')
}

/// Whether the word at this place follows `<…>::` or a dot.
fn continues_a_path(words: &[TokenTree], at: usize) -> bool {
    at > 0 && is_punct(words.get(at - 1), '.')
        || at > 2 && is_colons(words, at - 2) && is_punct(words.get(at - 3), '>')
}
