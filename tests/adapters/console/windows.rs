//! The proxy settings of the Windows account.

use tokendesk::model::SignInFailure as F;
use tokendesk::model::failure::Connect;
use windows_registry::CURRENT_USER;

use crate::child::in_child;
use crate::console::{address, client, failure, granted, sign_in, token_reply, trusted, url};
use crate::tls_console::{TlsConsole, Validity, Wire};

const SETTINGS: &str = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings";

#[test]
#[ignore = "changes the proxy of this account"]
fn the_proxy_of_the_account_carries_remote_consoles_except_those_it_names_and_none_on_this_machine()
{
    in_child(&[], |ca| {
        let settings = CURRENT_USER.create(SETTINGS).unwrap();
        let set_proxy = |on| settings.set_u32("ProxyEnable", on).unwrap();
        let config = ca.issue("console.example", Validity::Now);
        let proxy = TlsConsole::start(Wire::Proxied("HTTP/1.1 200 OK\r\n\r\n", config));
        let server = format!("127.0.0.1:{}", proxy.port());
        settings.set_string("ProxyServer", server).unwrap();
        settings
            .set_string("ProxyOverride", "*.other.invalid;10.*;<local>")
            .unwrap();

        let remote = url("https://console.example");
        let not_found = F::CannotConnect(Connect::NotFoundOrOffline);
        set_proxy(0);
        assert_eq!(
            failure(sign_in(&client(), &remote)),
            not_found,
            "turned off"
        );
        assert_eq!(proxy.log().connections, 0);

        set_proxy(1);
        proxy.then_send(token_reply("abc"));
        granted(sign_in(&client(), &remote));
        let log = proxy.log();
        assert!(log.tunnels[0].starts_with("CONNECT console.example:443 HTTP/1.1\r\n"));
        assert_eq!((log.connections, log.requests.len()), (1, 1));

        let excepted = url("https://console.other.invalid");
        assert_eq!(failure(sign_in(&client(), &excepted)), not_found);
        let local = trusted(ca);
        local.then_send(token_reply("abc"));
        granted(sign_in(&client(), &address(&local)));
        assert_eq!(proxy.log().connections, 1);
        set_proxy(0);
    });
}
