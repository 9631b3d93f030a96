//! What a curl command sends.

use std::borrow::Cow;

use super::command_line::CommandWord;
use super::sent_request::{SentRequest, UnusedPart};

/// The short options that take a value.
const SHORT_WITH_VALUE: &str = "AbcCdDeEFHhKmoPQrtTuUwxXyYz";

/// The long options that take a value, from `curl --help all` of 7.88 to 8.17.
#[rustfmt::skip]
const LONG_WITH_VALUE: &[&str] = &[
    "abstract-unix-socket", "alt-svc", "aws-sigv4", "cacert", "capath", "cert", "cert-type", "ciphers", "config", "connect-timeout",
    "connect-to", "continue-at", "cookie", "cookie-jar", "create-file-mode", "crlfile", "curves", "data", "data-ascii", "data-binary",
    "data-raw", "data-urlencode", "delegation", "dns-interface", "dns-ipv4-addr", "dns-ipv6-addr", "dns-servers", "doh-url",
    "dump-header", "ech", "egd-file", "engine", "etag-compare", "etag-save", "expect100-timeout", "form", "form-string", "ftp-account",
    "ftp-alternative-to-user", "ftp-method", "ftp-port", "ftp-ssl-ccc-mode", "happy-eyeballs-timeout-ms", "haproxy-clientip", "header",
    "help", "hostpubmd5", "hostpubsha256", "hsts", "interface", "ip-tos", "ipfs-gateway", "json", "keepalive-cnt", "keepalive-time",
    "key", "key-type", "krb", "libcurl", "limit-rate", "local-port", "login-options", "mail-auth", "mail-from", "mail-rcpt",
    "max-filesize", "max-redirs", "max-time", "netrc-file", "noproxy", "oauth2-bearer", "output", "output-dir", "parallel-max",
    "parallel-max-host", "pass", "pinnedpubkey", "preproxy", "proto", "proto-default", "proto-redir", "proxy", "proxy-cacert",
    "proxy-capath", "proxy-cert", "proxy-cert-type", "proxy-ciphers", "proxy-crlfile", "proxy-header", "proxy-key", "proxy-key-type",
    "proxy-pass", "proxy-pinnedpubkey", "proxy-service-name", "proxy-tls13-ciphers", "proxy-tlsauthtype", "proxy-tlspassword",
    "proxy-tlsuser", "proxy-user", "proxy1.0", "pubkey", "quote", "random-file", "range", "rate", "referer", "request",
    "request-target", "resolve", "retry", "retry-delay", "retry-max-time", "sasl-authzid", "service-name", "sigalgs", "socks4",
    "socks4a", "socks5", "socks5-gssapi-service", "socks5-hostname", "speed-limit", "speed-time", "stderr", "telnet-option",
    "tftp-blksize", "time-cond", "tls-max", "tls13-ciphers", "tlsauthtype", "tlspassword", "tlsuser", "trace", "trace-ascii",
    "trace-config", "unix-socket", "upload-file", "upload-flags", "url", "url-query", "user", "user-agent", "variable", "vlan-priority",
    "write-out",
];

/// The requests of a curl command, one for each part between `--next`.
pub(super) fn requests(words: Vec<CommandWord>) -> Vec<SentRequest> {
    let mut requests = vec![SentRequest::default()];
    let mut words = words.into_iter();
    let mut has_options = true;
    while let Some(word) = words.next() {
        let Some(request) = requests.last_mut() else {
            break;
        };
        // An escaped blank comes from a continued line that became one line.
        let option = &*with_hyphens(word.trim_start());
        if !has_options || !option.starts_with('-') || option == "-" {
            if !word.trim().is_empty() {
                request.address(word);
            }
        } else if option == "--" {
            has_options = false;
        } else if option == "--next" || option == "-:" {
            requests.push(SentRequest::default());
        } else if let Some(name) = option.strip_prefix("--") {
            long_option(request, name, &mut words);
        } else {
            short_options(request, &option[1..], &mut words);
        }
    }
    requests
}

/// Word processors turn hyphens into dashes, and two of them into one dash.
fn with_hyphens(word: &str) -> Cow<'_, str> {
    let Some(option) = word.strip_prefix(['–', '—', '−']) else {
        return Cow::Borrowed(word);
    };
    let option = option.trim_start_matches(['-', '–']);
    let is_long = word.starts_with('—') || LONG_WITH_VALUE.binary_search(&option).is_ok();
    Cow::Owned(format!("{}{option}", if is_long { "--" } else { "-" }))
}

fn long_option(
    request: &mut SentRequest,
    name: &str,
    words: &mut impl Iterator<Item = CommandWord>,
) {
    // curl itself takes no equals sign.
    let (name, given) = match name.split_once('=') {
        Some((name, value)) => (name, Some(CommandWord::new(value.to_owned()))),
        None => (name, None),
    };
    let lower = name.to_ascii_lowercase();
    let name = lower.strip_prefix("expand-").unwrap_or(&lower);
    let takes_value = LONG_WITH_VALUE.binary_search(&name).is_ok();
    let value = match (given, takes_value) {
        (Some(value), _) => Some(value),
        (None, true) => words.next(),
        (None, false) => None,
    };
    apply(request, name, value);
}

/// Letters in one word, of which the last may take the rest of it, or the next word.
fn short_options(
    request: &mut SentRequest,
    letters: &str,
    words: &mut impl Iterator<Item = CommandWord>,
) {
    for (at, letter) in letters.char_indices() {
        let name = long_name(letter);
        if !SHORT_WITH_VALUE.contains(letter) {
            apply(request, name, None);
            continue;
        }
        let rest = &letters[at + letter.len_utf8()..];
        let value = if rest.is_empty() {
            words.next()
        } else {
            Some(CommandWord::new(rest.to_owned()))
        };
        return apply(request, name, value);
    }
}

fn long_name(letter: char) -> &'static str {
    match letter {
        'b' => "cookie",
        'A' => "user-agent",
        'e' => "referer",
        'd' => "data",
        'E' => "cert",
        'F' => "form",
        'H' => "header",
        'K' => "config",
        'k' => "insecure",
        'n' => "netrc",
        'T' => "upload-file",
        'u' => "user",
        'U' => "proxy-user",
        'x' => "proxy",
        _ => "",
    }
}

fn apply(request: &mut SentRequest, name: &str, value: Option<CommandWord>) {
    let part = match name {
        "insecure" => {
            request.skips_certificate_checks = true;
            return;
        }
        "header" => {
            if let Some(line) = value {
                request.header_line(&line);
            }
            return;
        }
        "user" => {
            request.user = value.or(request.user.take());
            return;
        }
        "url" => {
            if let Some(url) = value {
                request.address(url);
            }
            return;
        }
        "user-agent" => return request.header("User-Agent", ""),
        "referer" => return request.header("Referer", ""),
        "oauth2-bearer" => UnusedPart::Token,
        "cookie" => UnusedPart::Cookies,
        "config" => UnusedPart::ConfigFile,
        "netrc" | "netrc-file" | "netrc-optional" => UnusedPart::Netrc,
        "form" | "form-string" | "json" | "upload-file" => UnusedPart::Body,
        "cacert" | "capath" | "crlfile" | "pinnedpubkey" => UnusedPart::OtherTrust,
        "cert" | "key" | "pass" => UnusedPart::ClientCertificate,
        "connect-to" | "resolve" | "interface" | "unix-socket" | "abstract-unix-socket" => {
            UnusedPart::Route
        }
        "preproxy" | "socks4" | "socks4a" | "socks5" | "socks5-hostname" => UnusedPart::Proxy,
        _ if name.starts_with("data") => UnusedPart::Body,
        _ if name.starts_with("proxy") => UnusedPart::Proxy,
        _ => return,
    };
    request.unused.part(part);
}
