//! Hardening, the real adapters, and the window or a command for scripts.

// Without it, Windows opens a console beside the window.
#![cfg_attr(all(windows, not(test)), windows_subsystem = "windows")]

mod arguments;

use std::collections::BTreeMap;
use std::io;
use std::process;
use std::sync::Arc;

use anyhow::{Context as _, anyhow, bail};
use jiff::tz::TimeZone;
use tokendesk::app::State;
use tokendesk::cli::{self, ExitStatus, ScriptCommand};
use tokendesk::clipboard::{MemoryClipboard, SystemClipboard};
use tokendesk::console::{ConsoleClient, Limits};
use tokendesk::files::{self, Files};
use tokendesk::jobs::Ports;
use tokendesk::model::{ConsoleUrl, LocalFormats, Now, PinAndTag, ProfileId, ThemeChoice};
use tokendesk::os::{
    ColorScheme, clock, desktop_preferences, harden, locale, panic_hook, terminal,
};
use tokendesk::sandbox::{self, SandboxConsole};
use tokendesk::shell::{self, Appearance, Setup};
use tokendesk::vault::{KeyringVault, MemoryVault, Vault};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::prelude::*;
use zeroizing_alloc::ZeroAlloc;

use self::arguments::{Arguments, CliCommand, ThemeArgument};

/// Overwrites freed memory, which may have held a secret.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

/// Whatever the profiles are.
struct Start {
    appearance: Appearance,
    /// Profile name or id, and whether to get its token.
    launch: Option<(String, bool)>,
    hardened: io::Result<()>,
}

struct SandboxParts {
    address: ConsoleUrl,
    console: Arc<SandboxConsole>,
    marks: BTreeMap<ProfileId, PinAndTag>,
}

const WINDOW_NEEDS: &str = if cfg!(windows) {
    "Tokendesk needs OpenGL 2, which Remote Desktop and some virtual machines lack. Install the graphics driver, or the OpenCL, OpenGL, \
     and Vulkan Compatibility Pack from the Microsoft Store."
} else if cfg!(target_os = "macos") {
    "Tokendesk needs OpenGL."
} else {
    "Tokendesk needs a graphical session (X11 or Wayland) and OpenGL."
};

fn main() -> anyhow::Result<()> {
    panic_hook::install();
    terminal::attach();
    run().inspect_err(|error| terminal::show_error(&format!("{error:#}")))
}

fn run() -> anyhow::Result<()> {
    let arguments = Arguments::of_this_process();
    let launch = arguments.profile.map(|name| (name, arguments.get));
    match arguments.command {
        // Not hardened, so desktop portals answer; no log: stderr carries only the dialog's own messages.
        Some(CliCommand::ChooseFile { name }) => {
            process::exit(files::choose_file(name.as_deref(), &mut io::stdout()))
        }
        Some(CliCommand::SandboxConsole { port, .. }) => {
            log_to_stderr();
            return sandbox::serve_console(port, &mut io::stdout())
                .context("The mock console could not be served");
        }
        Some(CliCommand::Script(command)) => {
            log_to_stderr();
            let status = run_script_command(command, arguments.sandbox)?;
            process::exit(status.code().into());
        }
        None => log_to_stderr(),
    }
    // Before hardening: desktop portals don't answer a hardened process.
    let appearance = appearance(arguments.theme);
    let start = Start {
        appearance,
        launch,
        hardened: harden::harden(),
    };
    if arguments.sandbox {
        open_sandbox(start)
    } else {
        let vault = KeyringVault::new();
        vault.prefetch();
        open(start, Arc::new(vault), None)
    }
}

/// Our own warnings, but only errors of the libraries: their lower levels may contain anything.
fn log_to_stderr() {
    let levels = Targets::new()
        .with_default(LevelFilter::ERROR)
        .with_target("tokendesk", LevelFilter::WARN);
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr);
    tracing_subscriber::registry()
        .with(lines.with_filter(levels))
        .init();
}

fn run_script_command(command: ScriptCommand, in_sandbox: bool) -> anyhow::Result<ExitStatus> {
    if let Err(error) = harden::harden() {
        tracing::warn!(%error, "other programs of this account can read this one's memory");
    }
    let (vault, sandbox): (Arc<dyn Vault>, _) = if in_sandbox {
        let (vault, sandbox) = start_sandbox()?;
        (Arc::new(vault), Some(sandbox.console))
    } else if command.may_prompt() {
        (Arc::new(KeyringVault::new()), None)
    } else {
        (Arc::new(KeyringVault::without_prompts()), None)
    };
    let ports = Ports {
        vault,
        console: Arc::new(ConsoleClient::new(Limits::default())),
        clipboard: Arc::new(MemoryClipboard::default()),
        files: Files::new(),
        sandbox,
    };
    Ok(cli::run(command, &ports))
}

fn open_sandbox(start: Start) -> anyhow::Result<()> {
    let (vault, sandbox) = start_sandbox()?;
    open(start, Arc::new(vault), Some(sandbox))
}

fn start_sandbox() -> anyhow::Result<(MemoryVault, SandboxParts)> {
    let console = SandboxConsole::start(0).context("The mock console could not be started")?;
    let Ok(address) = ConsoleUrl::parse(&console.base_url()) else {
        bail!("The mock console has no usable address");
    };
    let profiles = sandbox::sample_profiles(&address, Now::from(clock::read()).wall);
    let Ok(vault) = MemoryVault::with_profiles(&profiles) else {
        bail!("The sample profiles do not fit into a vault");
    };
    let marks = sandbox::sample_marks(&profiles);
    let sandbox = SandboxParts {
        address,
        console: Arc::new(console),
        marks,
    };
    Ok((vault, sandbox))
}

fn open(start: Start, vault: Arc<dyn Vault>, sandbox: Option<SandboxParts>) -> anyhow::Result<()> {
    let files = Files::new();
    let (address, console, (settings, failure)) = match sandbox {
        Some(sandbox) => {
            // The sandbox changes nothing outside its window.
            let (settings, failure) = files.peek_settings();
            let settings = settings.for_sandbox(sandbox.marks);
            let (address, console) = (sandbox.address, sandbox.console);
            (Some(address), Some(console), (settings, failure))
        }
        None => (None, None, files.load_settings()),
    };
    let ports = Ports {
        vault,
        console: Arc::new(ConsoleClient::new(Limits::default())),
        clipboard: Arc::new(SystemClipboard::default()),
        files,
        sandbox: console,
    };
    let now = Now::from(clock::read());
    let local = LocalFormats::new(TimeZone::system(), &locale::for_times())
        .with_numbers(&locale::for_numbers());
    let mut state = State::new(local, address).with_settings(settings, failure.as_ref(), now);
    if let Some((profile, gets_token)) = start.launch {
        state.request_launch(profile, gets_token, now);
    }
    if let Err(error) = start.hardened {
        state.warn_of_open_memory(&error);
    }
    shell::open(Setup {
        state,
        ports,
        appearance: start.appearance,
    })
    .map_err(|error| {
        anyhow!("The window could not be opened ({error}). {WINDOW_NEEDS} Nothing was changed.")
    })
}

fn appearance(requested: Option<ThemeArgument>) -> Appearance {
    let desktop = desktop_preferences();
    Appearance {
        requested: requested.map(|requested| match requested {
            ThemeArgument::Light => ThemeChoice::Light,
            ThemeArgument::Dark => ThemeChoice::Dark,
            ThemeArgument::System => ThemeChoice::System,
        }),
        // Followed live where the window system reports it. X11 doesn't, so the desktop is asked once.
        system: match desktop.scheme {
            Some(ColorScheme::Dark) => ThemeChoice::Dark,
            Some(ColorScheme::Light) => ThemeChoice::Light,
            None => ThemeChoice::System,
        },
        wants_less_motion: desktop.reduced_motion,
    }
}
