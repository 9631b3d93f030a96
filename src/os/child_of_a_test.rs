//! Tests that change the process they run in: they run again, alone, in a child process of the test program.

use std::env;
use std::process::{Command, Output};

const CHILD: &str = "TOKENDESK_TEST_CHILD";

/// What became of the child process.
pub(super) struct ChildOutput(Output);

/// Runs the test `name` (with its whole path) again in a child process, where [`is_child`] is true.
pub(super) fn in_child(name: &str) -> ChildOutput {
    in_child_with(name, &[])
}

/// The same, with these variables in its environment.
pub(super) fn in_child_with(name: &str, variables: &[(&str, &str)]) -> ChildOutput {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args([name, "--exact", "--nocapture"]);
    command.envs(variables.iter().copied()).env(CHILD, name);
    ChildOutput(command.output().unwrap())
}

/// Whether this is the child process that runs the test `name`.
pub(super) fn is_child(name: &str) -> bool {
    env::var(CHILD).is_ok_and(|child| child == name)
}

impl ChildOutput {
    /// Fails unless the test ran there and passed.
    #[track_caller]
    pub(super) fn succeeds(&self) {
        let passed = self.0.status.success() && self.stdout().contains("1 passed");
        assert!(passed, "{}\n{}", self.stdout(), self.stderr());
    }

    /// What it wrote to its standard output.
    pub(super) fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }

    /// What it wrote to its standard error.
    pub(super) fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }
}
