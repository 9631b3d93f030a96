//! Runs the body of a test in a process of its own, with an environment of its own.

use std::any::type_name;
use std::fs;
use std::process::Command;

use tempfile::TempDir;

use crate::tls_console::Ca;

/// Where the child writes the authority that it makes, and which `SSL_CERT_FILE` names unless the test says otherwise.
const ROOTS: &str = "TOKENDESK_TEST_ROOTS";
/// Of the person who runs the tests: none of the tests' business. (The last one makes `HTTP_PROXY` count for nothing.)
const FOREIGN: [&str; 10] = [
    "SSL_CERT_DIR",
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
    "REQUEST_METHOD",
];

/// Runs `body` with these variables. The test that calls this ends as its child does.
pub(crate) fn in_child<F: FnOnce(&Ca)>(variables: &[(&str, &str)], body: F) {
    let program = Command::new(std::env::current_exe().unwrap());
    in_child_of(program, variables, body);
}

/// Runs `body` as `program` starts it: with the arguments of a test.
pub(crate) fn in_child_of<F: FnOnce(&Ca)>(
    mut program: Command,
    variables: &[(&str, &str)],
    body: F,
) {
    if let Some(roots) = std::env::var_os(ROOTS) {
        let ca = Ca::new();
        fs::write(roots, ca.pem()).unwrap();
        return body(&ca);
    }
    let folder = TempDir::new().unwrap();
    let roots = folder.path().join("roots.pem");
    for name in FOREIGN {
        program.env_remove(name);
    }
    let output = program
        .args([test_name::<F>(), "--exact", "--nocapture"])
        .env(ROOTS, &roots)
        .env("SSL_CERT_FILE", &roots)
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(
        // A name that matches no test is a success too.
        output.status.success() && told.contains("1 passed"),
        "{told}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The path of the test that a closure stands in, without the crate.
fn test_name<F>() -> &'static str {
    let path = type_name::<F>().trim_end_matches("::{{closure}}");
    path.split_once("::").map_or(path, |(_, name)| name)
}
