//! Reading a source file: everything it reaches for, in imports, in paths, in attributes, and, word by word, inside macros.

use std::collections::HashSet;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};

/// One thing that a file reaches for.
pub(crate) struct Arrow {
    /// Where it stands.
    pub(crate) line: usize,
    /// What it is.
    pub(crate) to: To,
}

/// What a path leads to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum To {
    /// A module of this program, by its path from the root. Empty, or `*` alone, for the root itself.
    Ours(Vec<String>),
    /// Something that this program does not define at that place: a crate, if there is one of that name.
    Crate(String),
}

/// Everything that the source of this module reaches for.
pub(crate) fn arrows(module: Vec<String>, source: &str) -> Vec<Arrow> {
    let file = syn::parse_file(source).unwrap();
    let mut reading = Reading {
        scopes: vec![Scope::new(module, &file.items)],
        found: Vec::new(),
    };
    reading.visit_file(&file);
    reading.found
}

/// A module, and the names of the modules that it declares: they hide crates of the same name.
struct Scope {
    path: Vec<String>,
    declares: HashSet<String>,
}

impl Scope {
    fn new(path: Vec<String>, items: &[syn::Item]) -> Self {
        let declares = items.iter().filter_map(|item| match item {
            syn::Item::Mod(module) => Some(name(&module.ident)),
            _ => None,
        });
        Self {
            path,
            declares: declares.collect(),
        }
    }
}

/// The way through one file.
struct Reading {
    /// The file's module, and the inline modules around the place that is read.
    scopes: Vec<Scope>,
    found: Vec<Arrow>,
}

impl Reading {
    /// Notes a path as it is written.
    fn note(&mut self, is_absolute: bool, path: &[String], span: Span) {
        let Some(to) = self.resolve(is_absolute, path) else {
            return;
        };
        let line = span.start().line;
        self.found.push(Arrow { line, to });
    }

    fn resolve(&self, is_absolute: bool, path: &[String]) -> Option<To> {
        let (first, rest) = path.split_first()?;
        let here = &self.scopes.last()?.path;
        Some(match first.as_str() {
            "crate" | "tokendesk" => To::Ours(rest.to_vec()),
            "self" => To::Ours([here, rest].concat()),
            "super" => {
                let supers = path.iter().take_while(|part| *part == "super").count();
                let kept = here.len().saturating_sub(supers);
                To::Ours([&here[..kept], &path[supers..]].concat())
            }
            name => {
                // An inner module sees the outer one's modules through `use super::*`.
                let declared =
                    (self.scopes.iter().rev()).find(|scope| scope.declares.contains(name));
                match declared.filter(|_| !is_absolute) {
                    Some(scope) => To::Ours([&scope.path, path].concat()),
                    None => To::Crate(name.to_owned()),
                }
            }
        })
    }

    fn import(&mut self, is_absolute: bool, before: &[String], tree: &syn::UseTree) {
        let with = |last: &Ident| [before, &[name(last)]].concat();
        match tree {
            syn::UseTree::Path(path) => self.import(is_absolute, &with(&path.ident), &path.tree),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(is_absolute, before, tree);
                }
            }
            syn::UseTree::Glob(star) => {
                let all = [before, &["*".to_owned()]].concat();
                self.note(is_absolute, &all, star.span());
            }
            syn::UseTree::Name(syn::UseName { ident })
            | syn::UseTree::Rename(syn::UseRename { ident, .. }) => {
                let is_the_module_itself = ident == "self" && !before.is_empty();
                let path = if is_the_module_itself {
                    before.to_vec()
                } else {
                    with(ident)
                };
                self.note(is_absolute, &path, ident.span());
            }
        }
    }

    /// Reads what `syn` leaves as words: the bodies of macros, and attributes.
    fn message(&mut self, words: TokenStream) {
        let words: Vec<_> = words.into_iter().collect();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            match word {
                TokenTree::Ident(first) if !continues_a_path(&words, at) => {
                    let is_absolute = is_colons(&words, at.wrapping_sub(2));
                    at = self.path_in_words(&words, at, is_absolute, &[name(first)]);
                    continue;
                }
                TokenTree::Group(group) => self.message(group.stream()),
                _ => (),
            }
            at += 1;
        }
    }

    /// Reads a path whose first words were read up to `at`, and says where it ends.
    fn path_in_words(
        &mut self,
        words: &[TokenTree],
        at: usize,
        is_absolute: bool,
        path: &[String],
    ) -> usize {
        let next = if is_colons(words, at + 1) {
            words.get(at + 3)
        } else {
            None
        };
        match next {
            Some(TokenTree::Ident(ident)) => {
                let path = [path, &[name(ident)]].concat();
                self.path_in_words(words, at + 3, is_absolute, &path)
            }
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let inner: Vec<_> = group.stream().into_iter().collect();
                for part in inner.split(|word| is_punct(word, ',')) {
                    match part.first() {
                        Some(TokenTree::Ident(ident)) => {
                            let path = [path, &[name(ident)]].concat();
                            self.path_in_words(part, 0, is_absolute, &path);
                        }
                        Some(star) if is_punct(star, '*') => {
                            let all = [path, &["*".to_owned()]].concat();
                            self.note(is_absolute, &all, star.span());
                        }
                        _ => (),
                    }
                }
                at + 4
            }
            Some(star) if is_punct(star, '*') => {
                let all = [path, &["*".to_owned()]].concat();
                self.note(is_absolute, &all, star.span());
                at + 4
            }
            _ => {
                if path.len() > 1 {
                    self.note(is_absolute, path, words[at].span());
                }
                at + 1
            }
        }
    }
}

impl<'ast> Visit<'ast> for Reading {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        let items = module.content.as_ref().map_or(&[][..], |(_, items)| items);
        let outer = self.scopes.last().map_or(&[][..], |scope| &scope.path);
        let path = [outer, &[name(&module.ident)]].concat();
        self.scopes.push(Scope::new(path, items));
        visit::visit_item_mod(self, module);
        self.scopes.pop();
    }

    fn visit_item_use(&mut self, import: &'ast syn::ItemUse) {
        self.import(import.leading_colon.is_some(), &[], &import.tree);
        import
            .attrs
            .iter()
            .for_each(|attribute| self.visit_attribute(attribute));
    }

    fn visit_item_extern_crate(&mut self, import: &'ast syn::ItemExternCrate) {
        self.note(true, &[name(&import.ident)], import.ident.span());
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        // A lone name is a local one or was imported: its import is what counts.
        if path.segments.len() > 1 {
            let names: Vec<_> = path.segments.iter().map(|part| name(&part.ident)).collect();
            self.note(path.leading_colon.is_some(), &names, path.span());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        visit::visit_macro(self, call);
        self.message(call.tokens.clone());
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if attribute.path().is_ident("doc") {
            return;
        }
        visit::visit_attribute(self, attribute);
        match &attribute.meta {
            syn::Meta::List(list) => {
                self.message(list.tokens.clone());
                self.paths_in_strings(list.tokens.clone());
            }
            syn::Meta::NameValue(_) | syn::Meta::Path(_) => (),
        }
    }

    /// `pub(crate)` and `pub(in …)` open a room; they reach for nothing.
    fn visit_visibility(&mut self, _visibility: &'ast syn::Visibility) {}
}

impl Reading {
    /// `#[serde(with = "crate::…")]`.
    fn paths_in_strings(&mut self, words: TokenStream) {
        for word in words {
            match word {
                TokenTree::Group(group) => self.paths_in_strings(group.stream()),
                TokenTree::Literal(literal) => {
                    let text = syn::parse_str::<syn::LitStr>(&literal.to_string());
                    let path = text.and_then(|text| text.parse::<syn::Path>());
                    let Ok(path) = path else { continue };
                    if path.segments.len() > 1 {
                        let names: Vec<_> =
                            path.segments.iter().map(|part| name(&part.ident)).collect();
                        self.note(path.leading_colon.is_some(), &names, literal.span());
                    }
                }
                _ => (),
            }
        }
    }
}

fn name(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}

fn is_punct(word: &TokenTree, sign: char) -> bool {
    matches!(word, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// Whether `::` stands at this place.
fn is_colons(words: &[TokenTree], at: usize) -> bool {
    let is_colon = |at: usize| words.get(at).is_some_and(|word| is_punct(word, ':'));
    is_colon(at) && is_colon(at.wrapping_add(1))
}

/// Whether the word at this place follows `name::`, `<…>::` or a dot.
fn continues_a_path(words: &[TokenTree], at: usize) -> bool {
    if at > 0 && is_punct(&words[at - 1], '.') {
        return true;
    }
    is_colons(words, at.wrapping_sub(2))
        && at >= 3
        && (matches!(words[at - 3], TokenTree::Ident(_)) || is_punct(&words[at - 3], '>'))
}
