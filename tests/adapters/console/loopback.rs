//! A console on this machine is asked on this machine, whatever a hosts file says of `localhost`: over http the secret goes in
//! clear text.

use std::fs;
use std::io::{Write as _, stderr};
use std::net::{IpAddr, Ipv4Addr, ToSocketAddrs as _};
use std::process::Command;

use crate::child::in_child_of;
use crate::console::{client, granted, sign_in, token_reply, url};
use crate::tls_console::{TlsConsole, Validity, Wire};

/// Where the hosts file sends `localhost`.
const ELSEWHERE: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 77, 1, 1));

/// Puts files of its own in the places of `/etc/hosts` and `/etc/nsswitch.conf`, for the rest of the command line alone.
const OTHER_HOSTS: &str = "mount --bind \"$0/hosts\" /etc/hosts || exit
[ ! -e /etc/nsswitch.conf ] || mount --bind \"$0/nsswitch.conf\" /etc/nsswitch.conf || exit
exec \"$@\"";

#[test]
fn localhost_is_this_machine_whatever_the_hosts_file_says() {
    let folder = tempfile::TempDir::new().unwrap();
    let lines = format!("{ELSEWHERE} localhost\n");
    fs::write(folder.path().join("hosts"), lines).unwrap();
    fs::write(folder.path().join("nsswitch.conf"), "hosts: files\n").unwrap();
    let with_other_hosts = |program: &str| {
        let mut unshare = Command::new("unshare");
        if !rustix::process::getuid().is_root() {
            unshare.arg("--map-root-user");
        }
        unshare.args(["--mount", "sh", "-c", OTHER_HOSTS]);
        unshare.arg(folder.path()).arg(program);
        unshare
    };
    let may = with_other_hosts("true").output();
    if !may.as_ref().is_ok_and(|output| output.status.success()) {
        writeln!(
            stderr(),
            "SKIPPED: no mounts of its own for a process: {may:?}"
        )
        .unwrap();
        return;
    }
    let program = std::env::current_exe().unwrap();
    let program = with_other_hosts(program.to_str().unwrap());
    in_child_of(program, &[], |ca| {
        let at_localhost = ("localhost", 1).to_socket_addrs().unwrap();
        let addresses: Vec<_> = at_localhost.map(|address| address.ip()).collect();
        assert_eq!(addresses, [ELSEWHERE], "the hosts file counts");
        for (scheme, wire) in [
            ("https", Wire::Tls(ca.issue("localhost", Validity::Now))),
            ("http", Wire::Plain),
        ] {
            let here = TlsConsole::start(wire.clone());
            let elsewhere = TlsConsole::start_at(&format!("{ELSEWHERE}:{}", here.port()), wire);
            let client = client();
            for host in ["localhost", "LocalHost."] {
                here.then_send(token_reply("abc"));
                elsewhere.then_send(token_reply("abc"));
                let at = url(&format!("{scheme}://{host}:{}", here.port()));
                granted(sign_in(&client, &at));
            }
            assert_eq!(elsewhere.log().connections, 0, "{scheme}");
            assert_eq!(here.log().requests.len(), 2, "{scheme}");
        }
    });
}
