//! On Windows: the program's icon, version and manifest.

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=packaging/windows/tokendesk.manifest");
    println!("cargo::rerun-if-changed=assets/icon/tokendesk.ico");
    if std::env::var_os("CARGO_CFG_WINDOWS").is_none() {
        return Ok(());
    }
    // Name, description and version come from Cargo.toml.
    let mut resource = winresource::WindowsResource::new();
    resource
        .set("ProductName", "Tokendesk")
        .set("FileDescription", "Tokendesk")
        .set("OriginalFilename", "tokendesk.exe")
        .set("LegalCopyright", "MIT or Apache-2.0")
        .set_icon("assets/icon/tokendesk.ico")
        .set_manifest_file("packaging/windows/tokendesk.manifest");
    resource.compile()
}
