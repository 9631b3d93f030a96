//! The config files of the vendor's tools: we read in them what Python reads.

use std::io::Write as _;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use tokendesk::export::import::vendor_config;
use tokendesk::model::{AccountKind, Candidate, VendorTool};

/// Reads a list of texts, and prints what the tool would get of each: `null` if it can't read it, else for each profile its name and
/// values, an error being `false`.
const PYTHON: &str = r#"
import json, sys, tempfile
from configparser import ConfigParser, Error

def value(section, key):
    try:
        return section.get(key)
    except Error:
        return False

def read(text):
    with tempfile.NamedTemporaryFile() as file:
        file.write(text.encode())
        file.flush()
        parser = ConfigParser()
        try:
            parser.read(file.name, encoding="utf-8")
        except Error:
            return None
    names = [name for name in parser.sections() if name not in ("Internal", "__DEFAULT__")]
    keys = ("cpg_authority_url", "cpg_username", "api-client-auth")
    return [[name] + [value(parser[name], key) for key in keys] for name in names]

json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
"#;

const TEXTS: usize = 3_000;

/// What stands in such files, and much else.
fn text() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        4 => "(cpg_authority_url|CPG_Username|cpg_username|api-client-auth|host)( ?[=:] ?| *)(True|False|ada|__DEFAULT__|a=b|a:b|%%|%\\(host\\)s|%\\(x\\)s|%|\u{e9}| ; c| # c|)",
        2 => "\\[(one|two|three|Internal|DEFAULT|__DEFAULT__| a |\\]x|\u{6771})\\]( x)?",
        1 => "( |\t|\u{a0}|\u{1c}){1,3}(more|\\[one\\]|; c|# c|a = b|)",
        1 => "",
        1 => "[;#] comment",
        1 => "\\PC{0,8}",
    ];
    let end = prop_oneof![4 => Just("\n"), 1 => Just("\r\n"), 1 => Just("\r")];
    let lines = prop::collection::vec((line, end), 0..10);
    lines.prop_map(|lines| {
        let lines = lines.into_iter().map(|(line, end)| line + end);
        format!("[first]\n{}", lines.collect::<String>())
    })
}

#[test]
fn what_python_reads_in_a_config_file_is_what_we_read() {
    let mut runner = TestRunner::deterministic();
    let strategy = text();
    let texts: Vec<String> = (0..TEXTS)
        .map(|_| strategy.new_tree(&mut runner).unwrap().current())
        .collect();
    let mut read = 0;
    for (text, theirs) in texts.iter().zip(python(&texts)) {
        let list = vendor_config(VendorTool::CrashPlanCli, text.as_bytes());
        match theirs {
            Value::Null => {
                let is_reported = list.unused.iter().any(|line| line.starts_with("Line "))
                    || list.candidates.iter().any(|it| {
                        it.remarks
                            .iter()
                            .any(|remark| remark.contains("More than one section"))
                    })
                    || repeats_hidden_section(text);
                assert!(is_reported, "{text:?}: {list:?}");
            }
            theirs => {
                read += 1;
                let ours: Vec<_> = list
                    .candidates
                    .iter()
                    .map(|it| as_python(it, &theirs))
                    .collect();
                assert_eq!(Value::from(ours), theirs, "{text:?}");
                let mut lines = list.unused.iter().filter(|line| line.starts_with("Line "));
                assert_eq!(lines.next(), None, "{text:?}");
            }
        }
    }
    assert!((500..TEXTS - 500).contains(&read), "{read} were readable");
}

/// Sections that are no profiles: a second one is no news.
fn repeats_hidden_section(text: &str) -> bool {
    ["[Internal]", "[__DEFAULT__]"]
        .iter()
        .any(|name| text.matches(name).count() > 1)
}

/// Their own value where it says the same as ours.
fn as_python(candidate: &Candidate, theirs: &Value) -> Value {
    let theirs = theirs.as_array().unwrap().iter();
    let mut theirs = theirs.filter(|it| it[0] == candidate.name.as_str());
    let theirs = theirs.next().unwrap_or(&Value::Null);
    let field = |ours: &str, theirs: &Value| match theirs.as_str() {
        Some("" | "__DEFAULT__") | None if ours.is_empty() => theirs.clone(),
        // As in the file.
        None if *theirs == Value::Bool(false) && ours.contains('%') && !candidate.is_proposed => {
            theirs.clone()
        }
        _ => json!(ours),
    };
    let kind = match (&theirs[3], candidate.kind) {
        (Value::String(it), AccountKind::ApiClient) if it == "True" => theirs[3].clone(),
        (Value::String(it), AccountKind::User) if it == "True" => json!("a user"),
        (other, AccountKind::User) => other.clone(),
        (_, AccountKind::ApiClient) => json!("an API client"),
    };
    json!([
        candidate.name,
        field(&candidate.console, &theirs[1]),
        field(&candidate.login, &theirs[2]),
        kind
    ])
}

fn python(texts: &[String]) -> Vec<Value> {
    let mut python = Command::new("python3")
        .args(["-c", PYTHON])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3");
    let mut stdin = python.stdin.take().unwrap();
    stdin
        .write_all(&serde_json::to_vec(texts).unwrap())
        .unwrap();
    drop(stdin);
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success());
    let read: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(read.len(), texts.len());
    read
}
