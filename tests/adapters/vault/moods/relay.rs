//! A relay between a program and its bus, which counts the program's calls and can tell when one is reached.
//!
//! The wire: lines until `BEGIN`, then messages: 16 bytes with the lengths of what follows, the header's fields, padded to
//! 8, and the body (D-Bus specification, "Message Format").

use std::fs;
use std::io::{self, BufRead as _, BufReader, Read, Write as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokendesk::os::thread;

/// Called before (`false`) and after (`true`) each call is passed on, with its number, from 1. Gives whether to go on.
pub(crate) type Watch = dyn Fn(usize, bool) -> bool + Send + Sync;

/// What the bus sent, of all connections.
pub(crate) type Received = Arc<Mutex<Vec<u8>>>;

/// Begins to relay from a socket at `path` to that of the bus. Calls of all connections are counted together.
pub(crate) fn begin(path: &Path, bus: &str, watch: Arc<Watch>) -> Received {
    fs::remove_file(path).ok();
    let listener = UnixListener::bind(path).unwrap();
    let bus = bus.strip_prefix("unix:path=").unwrap().to_owned();
    let calls = Arc::new(AtomicUsize::new(0));
    let received = Received::default();
    let keeps = Arc::clone(&received);
    thread::spawn("relay", move || {
        for program in listener.incoming().flatten() {
            let Ok(bus) = UnixStream::connect(&bus) else {
                return;
            };
            let (watch, calls) = (Arc::clone(&watch), Arc::clone(&calls));
            let back = (bus.try_clone().unwrap(), program.try_clone().unwrap());
            let keeps = Arc::clone(&keeps);
            thread::spawn("back", move || {
                let (mut bus, mut program) = back;
                let mut bytes = vec![0; 1 << 16];
                while let Ok(length @ 1..) = bus.read(&mut bytes) {
                    keeps.lock().unwrap().extend(&bytes[..length]);
                    if program.write_all(&bytes[..length]).is_err() {
                        break;
                    }
                }
            })
            .unwrap();
            thread::spawn("forth", move || {
                forth(program, &bus, &calls, &*watch).ok();
                bus.shutdown(std::net::Shutdown::Both).ok();
            })
            .unwrap();
        }
    })
    .unwrap();
    received
}

fn forth(
    program: UnixStream,
    mut bus: &UnixStream,
    calls: &AtomicUsize,
    watch: &Watch,
) -> io::Result<()> {
    const METHOD_CALL: u8 = 1;
    let mut program = BufReader::new(program);
    let mut line = Vec::new();
    while !line.ends_with(b"BEGIN\r\n") {
        line.clear();
        if program.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        bus.write_all(&line)?;
    }
    loop {
        let mut message = vec![0; 16];
        program.read_exact(&mut message)?;
        assert_eq!(message[0], b'l', "little-endian");
        let length = |at: usize| u32::from_le_bytes(message[at..at + 4].try_into().unwrap());
        let rest = u64::from(length(12).next_multiple_of(8) + length(4));
        let is_call = message[1] == METHOD_CALL;
        Read::by_ref(&mut program)
            .take(rest)
            .read_to_end(&mut message)?;
        let number = calls.fetch_add(usize::from(is_call), Ordering::Relaxed) + 1;
        if is_call && !watch(number, false) {
            return Ok(());
        }
        bus.write_all(&message)?;
        if is_call && !watch(number, true) {
            return Ok(());
        }
    }
}
