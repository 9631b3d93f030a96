//! On Windows: the program's icon, version and manifest.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=packaging/windows/tokendesk.manifest");
    println!("cargo::rerun-if-changed=assets/icon/tokendesk.ico");
    if std::env::var_os("CARGO_CFG_WINDOWS").is_none() {
        return;
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
    if let Err(error) = resource.compile() {
        panic!("The icon and version of tokendesk.exe could not be compiled: {error}");
    }
}
