//! How failed sign-ins are told: one table, one row a kind. Rows quote nothing of a reply but its status and the host of a
//! redirect.

use super::{
    Certificate, Connect, NotAToken, ProxyTrouble, SignInFailure, SignInReport, Stage,
    TrustTrouble, Words,
};
use crate::model::ConsoleUrl;
use crate::model::console_url::KNOWN_CONSOLES;

impl SignInReport {
    /// What happened, in whole sentences, without a word on the secret.
    pub(in crate::model) fn happened(&self) -> String {
        row(self).happened
    }

    /// What to do next.
    pub(in crate::model) fn next(&self) -> &'static str {
        row(self).next
    }

    /// How it is told.
    pub fn words(&self) -> Words {
        let row = row(self);
        let mut explanation = vec![row.happened.as_str()];
        explanation.extend(row.secret.words());
        explanation.push(UNCHANGED);
        explanation.extend(sister_product(&self.host));
        Words {
            headline: row.headline,
            explanation: explanation.join(" "),
            next: row.next.to_owned(),
        }
    }
}

const UNCHANGED: &str = "Nothing was changed in the keyring, and nothing was copied.";

/// A row of the table.
struct Row {
    headline: String,
    /// Whole sentences.
    happened: String,
    secret: SecretIs,
    next: &'static str,
}

/// What is known about the secret.
enum SecretIs {
    /// It never left.
    Unsent,
    /// It left, and no answer says what became of it.
    Underway,
    /// The console has it, and what it answered says nothing about it.
    Unjudged,
    /// The row itself says all there is to say.
    Judged,
}

impl SecretIs {
    fn words(&self) -> Option<&'static str> {
        match self {
            Self::Unsent => Some("No secret was sent."),
            Self::Underway => Some("It may still have counted as a sign-in."),
            Self::Unjudged => Some("This says nothing about the secret."),
            Self::Judged => None,
        }
    }
}

/// The table.
#[expect(clippy::too_many_lines, reason = "one table, to be read as one")]
fn row(report: &SignInReport) -> Row {
    use SecretIs::{Judged, Underway, Unjudged, Unsent};
    use SignInFailure as F;
    let host = &report.host;
    let answered = answered(report);
    let (headline, happened, secret, next) = match &report.failure {
        F::Refused => (
            "The console did not accept this client ID and secret".to_owned(),
            format!(
                "{answered}. Was the secret reset, the client deleted, or is the client of another console{}? The \
                 sign-in is not repeated by itself.",
                other_consoles(host)
            ),
            Judged,
            "Enter the new secret, or check the console’s address.",
        ),
        F::CodeMissing => (
            "A two-factor code is needed".to_owned(),
            format!("{answered} and says that a two-factor code is missing."),
            Unjudged,
            "Use a two-factor code: the authenticator app shows it.",
        ),
        F::CodeRefused => (
            "The console did not accept this two-factor code".to_owned(),
            format!("{answered} and says that the two-factor code is not right. A code lives about 30 s."),
            Judged,
            "Wait for the next code, then try it.",
        ),
        F::TwoFactorNotSetUp => (
            "Two-factor sign-in is to be set up first".to_owned(),
            format!("{answered} and says that this account has to set up two-factor sign-in."),
            Judged,
            "Sign in to the console in a browser and set it up there, then try again.",
        ),
        F::Forbidden => (
            "The console does not permit this sign-in".to_owned(),
            format!("{answered}: a matter of permission. It does not say that the secret is wrong."),
            Judged,
            "Check on the console that the API client is active and what it may do.",
        ),
        F::NoApiAccess => (
            "The product plan does not include the API".to_owned(),
            format!("{answered} and says that the product plan does not permit use of the API."),
            Unjudged,
            "Ask whoever looks after the CrashPlan plan, or use a console whose plan includes the API.",
        ),
        F::NotFound => (
            "Nothing takes sign-ins at this address".to_owned(),
            format!("{answered}: it has no sign-in for API clients where a console has one."),
            Unjudged,
            "Check the console’s address.",
        ),
        F::TooManyRequests { retry_at: Some(_) } => (
            "Too many requests for now".to_owned(),
            format!(
                "{answered} and named a time to wait."
            ),
            Unjudged,
            "Wait until the time is up, then try again; nothing is repeated by itself.",
        ),
        F::TooManyRequests { retry_at: None } => (
            "Too many requests for now".to_owned(),
            format!(
                "{answered} and did not say usefully how long to wait."
            ),
            Unjudged,
            "Wait a few minutes, then try again; nothing is repeated by itself.",
        ),
        F::ServerError => (
            "The console has a problem of its own".to_owned(),
            format!("{answered}."),
            Unjudged,
            "Try again in a few minutes.",
        ),
        F::Maintenance {
            status_page: Some(at),
        } => (
            "The console seems to be under maintenance".to_owned(),
            format!(
                "{answered} and points to a status page at {at}. It was not followed, and nothing was sent there."
            ),
            Unjudged,
            "Try again when the maintenance is over.",
        ),
        F::Maintenance { status_page: None } => (
            "The console seems to be under maintenance".to_owned(),
            format!("{answered} with a web page that speaks of maintenance."),
            Unjudged,
            "Try again when the maintenance is over.",
        ),
        F::Redirected { to } => (
            "The console sent us elsewhere".to_owned(),
            format!(
                "{answered}{}. It was not followed, and nothing was sent there.",
                to.as_ref()
                    .map(|to| format!(" and points to {to}"))
                    .unwrap_or_default()
            ),
            Unjudged,
            "This is usual during maintenance; otherwise check the console’s address.",
        ),
        F::Unexpected => (
            "The console answered something else than a token".to_owned(),
            format!("{answered} and did not say more that could be shown here."),
            Unjudged,
            "Check the console’s address and what the API client is allowed to do.",
        ),
        F::NotAToken(NotAToken::Empty) => (
            "The reply is empty".to_owned(),
            format!("{answered}, but with nothing in it."),
            Unjudged,
            "Try again; if it stays so, check that the address is a CrashPlan console’s.",
        ),
        F::NotAToken(NotAToken::WebPage) => (
            "A web page came instead of a token".to_owned(),
            format!(
                "{answered}, but with a web page: perhaps the sign-in page of a network, or this is no console."
            ),
            Unjudged,
            "Check the network and the console’s address, then try again.",
        ),
        F::NotAToken(NotAToken::NotJson) => (
            "The reply is not a token".to_owned(),
            format!("{answered}, but not in the form of a token reply (it is not JSON)."),
            Unjudged,
            "Check that the address is a CrashPlan console’s, then try again.",
        ),
        F::NotAToken(NotAToken::NoToken) => (
            "There is no token in the reply".to_owned(),
            format!("{answered} in JSON, but without a token."),
            Unjudged,
            "Check that the address is a CrashPlan console’s, then try again.",
        ),
        F::NotAToken(NotAToken::CookieOnly) => (
            "The token came as a cookie only".to_owned(),
            format!("{answered} and set a cookie instead of giving a token. The API does not accept that cookie."),
            Unjudged,
            "Check that the address is a CrashPlan console’s.",
        ),
        F::NotAToken(NotAToken::WrongType) => (
            "The reply holds another kind of token".to_owned(),
            format!("{answered}, but the token is not a bearer token, so no header can be made of it."),
            Judged,
            "Check that the address is a CrashPlan console’s.",
        ),
        F::NotAToken(NotAToken::Malformed(why)) => (
            "The token in the reply is malformed".to_owned(),
            format!("{answered}, but {why}."),
            Judged,
            "Try again; if it stays so, check that the address is a CrashPlan console’s.",
        ),
        F::NotAToken(NotAToken::Compressed) => (
            "The reply is compressed".to_owned(),
            format!("{answered}, but compressed, which was not asked for. It was not unpacked."),
            Unjudged,
            "Try again; if it stays so, look for a proxy that changes replies.",
        ),
        F::TooLarge { limit_bytes } => (
            "The reply is far too large for a token".to_owned(),
            format!(
                "{answered} with more than {} KiB; the rest was not read.",
                limit_bytes / 1024
            ),
            Unjudged,
            "Check that the address is a CrashPlan console’s.",
        ),
        F::TimedOut { stage, limit } => {
            let secs = limit.as_secs();
            match stage {
                Stage::Keyring | Stage::AskingKind | Stage::Connecting => (
                    "The connection took too long".to_owned(),
                    format!("No connection to {host} within {secs} s."),
                    Unsent,
                    "Check the network and the proxy settings, then try again.",
                ),
                Stage::Waiting => (
                    "The console took too long to answer".to_owned(),
                    format!("{host} took the request and did not answer within {secs} s."),
                    Underway,
                    "Try again in a few minutes.",
                ),
                Stage::Reading => (
                    "The console’s answer took too long".to_owned(),
                    format!("{host} began to answer and did not finish within {secs} s."),
                    Underway,
                    "Check the network, then try again.",
                ),
            }
        }
        F::CannotConnect(Connect::NotFoundOrOffline) => (
            format!("Cannot find {host}"),
            "There is no such host, or this machine is offline: the two look the same from here."
                .to_owned(),
            Unsent,
            "Check the address and the network, then try again.",
        ),
        F::CannotConnect(Connect::Refused) => (
            format!("{host} does not take the connection"),
            "Nothing answers at this address and port.".to_owned(),
            Unsent,
            "Check the address and its port, then try again.",
        ),
        F::CannotConnect(Connect::Interrupted) => (
            format!("The connection to {host} broke"),
            "It ended, or something came that is no reply, before the reply was whole.".to_owned(),
            Underway,
            "Check the network, then try again.",
        ),
        F::CannotConnect(Connect::Other) => (
            format!("Cannot connect to {host}"),
            "Something on the way did not let the connection through, or what answers there does not speak TLS as a \
             console does."
                .to_owned(),
            Unsent,
            "Check the address, the network and the proxy settings, then try again.",
        ),
        F::Proxy(ProxyTrouble::Unreachable) => (
            "The proxy cannot be reached".to_owned(),
            format!("This system goes to {host} through a proxy, and no connection to the proxy came about."),
            Unsent,
            "Check the proxy settings and the network, then try again.",
        ),
        F::Proxy(ProxyTrouble::WantsSignIn) => (
            "The proxy wants a sign-in of its own".to_owned(),
            format!("The proxy on the way to {host} answered 407: it lets nobody through without its own sign-in."),
            Unsent,
            "Ask whoever looks after the network for a way to the console, then try again.",
        ),
        F::Proxy(ProxyTrouble::Nonsense) => (
            "The proxy did not open the way".to_owned(),
            format!("The proxy on the way to {host} did not open it: it refused, broke off, or gave an answer that no proxy gives."),
            Unsent,
            "Check the proxy settings, then try again.",
        ),
        F::Certificate(Certificate::UnknownIssuer) => (
            "The console’s certificate is not trusted".to_owned(),
            format!("The certificate of {host} is signed by nobody that this system trusts."),
            Unsent,
            "If your company inspects TLS, add its certificate to the system’s trust store or name it in SSL_CERT_FILE.",
        ),
        F::Certificate(Certificate::AuthoritysOwn) => (
            "The console’s certificate is not a server’s".to_owned(),
            format!("What answers for {host} shows the certificate of an authority as its own; self-made ones are often so."),
            Unsent,
            "Check the console’s address, or give that server a certificate that an authority signed.",
        ),
        F::Certificate(Certificate::WrongName) => (
            "The certificate is for another name".to_owned(),
            format!("What answers for {host} has the certificate of another name."),
            Unsent,
            "Check the console’s address; where a network has a sign-in page, sign in there first.",
        ),
        F::Certificate(Certificate::Expired) => (
            "The console’s certificate has expired".to_owned(),
            format!("The certificate of {host} has expired, by this machine’s clock."),
            Unsent,
            "Check this machine’s date; if it is right, tell whoever looks after the console.",
        ),
        F::Certificate(Certificate::NotYetValid) => (
            "The console’s certificate is not valid yet".to_owned(),
            format!("The certificate of {host} is not valid yet, by this machine’s clock."),
            Unsent,
            "Check this machine’s date; if it is right, tell whoever looks after the console.",
        ),
        F::Certificate(Certificate::Other) => (
            "The console’s certificate could not be verified".to_owned(),
            format!("The certificate of {host} is not one that this system can vouch for."),
            Unsent,
            "Check the console’s address; if your company inspects TLS, ask whoever looks after that.",
        ),
        F::TrustStore(TrustTrouble::NoneFound) => (
            "This system has no certificates to trust".to_owned(),
            format!("Without them {host} cannot be told from an impostor."),
            Unsent,
            "Install the package ca-certificates, or check what SSL_CERT_DIR names.",
        ),
        F::TrustStore(TrustTrouble::FileUnreadable) => (
            "The file that SSL_CERT_FILE names cannot be read".to_owned(),
            format!("Without the certificates in it {host} cannot be told from an impostor."),
            Unsent,
            "Put the file in its place and try again, or correct SSL_CERT_FILE and start Tokendesk anew.",
        ),
        F::TrustStore(TrustTrouble::FileWithoutCertificate) => (
            "The file that SSL_CERT_FILE names has no usable certificate".to_owned(),
            format!("Without one {host} cannot be told from an impostor."),
            Unsent,
            "Correct the file and try again, or correct SSL_CERT_FILE and start Tokendesk anew.",
        ),
    };
    Row {
        headline,
        happened,
        secret,
        next,
    }
}

/// "console.example answered 401".
fn answered(report: &SignInReport) -> String {
    match report.status {
        Some(status) => format!("{} answered {status}", report.host),
        None => format!("{} answered", report.host),
    }
}

/// " (EU5, US2)": the known consoles besides this one, if this is a known one.
fn other_consoles(host: &str) -> String {
    let is_this = |base: &str| base.strip_prefix("https://") == Some(host);
    if !KNOWN_CONSOLES.iter().any(|(_, _, base)| is_this(base)) {
        return String::new();
    }
    let others: Vec<_> = KNOWN_CONSOLES
        .iter()
        .filter(|(_, _, base)| !is_this(base))
        .map(|(label, _, _)| *label)
        .collect();
    format!(" ({})", others.join(", "))
}

/// What a host of the sister product is. It may well be the right address for something, so nothing is called wrong.
pub(in crate::model) fn sister_product(host: &str) -> Option<&'static str> {
    ConsoleUrl::parse(host).is_ok_and(|console| console.is_sister_product()).then_some(
        "Addresses that end in code42.com belong to Incydr (Code42), the sister product, whose API tokens come from its \
         addresses that begin with “api.”.",
    )
}

#[cfg(test)]
mod tests;
