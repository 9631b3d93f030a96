//! Runs a test that changes its process in a child process of the test program.

use std::env;
use std::process::{Command, Output};

const CHILD: &str = "TOKENDESK_TEST_CHILD";

pub(super) struct ChildOutput(Output);

/// Runs the test `name` (its full path) again in a child process, where [`is_child`] is true.
pub(super) fn in_child(name: &str) -> ChildOutput {
    in_child_with(name, &[])
}

pub(super) fn in_child_with(name: &str, variables: &[(&str, &str)]) -> ChildOutput {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args([name, "--exact", "--nocapture"]);
    command.envs(variables.iter().copied()).env(CHILD, name);
    ChildOutput(command.output().unwrap())
}

pub(super) fn is_child(name: &str) -> bool {
    env::var(CHILD).is_ok_and(|child| child == name)
}

impl ChildOutput {
    #[track_caller]
    pub(super) fn assert_passed(&self) {
        let passed = self.0.status.success() && self.stdout().contains("1 passed");
        assert!(passed, "{}\n{}", self.stdout(), self.stderr());
    }

    pub(super) fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }

    pub(super) fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }
}
