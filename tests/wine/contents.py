"""What a tokendesk.exe imports and contains, read from the file: no DLL but Windows' own, no console window, icon, version, manifest."""

import re
import subprocess
import sys
from pathlib import Path

# Part of every Windows since 10.
OF_WINDOWS = re.compile(
    r"(api-ms-win-[\w-]+|kernel32|kernelbase|ntdll|user32|gdi32|shell32|ole32|oleaut32|advapi32|ws2_32|crypt32|bcrypt|bcryptprimitives"
    r"|secur32|dwmapi|uxtheme|imm32|opengl32|msvcrt|ucrtbase|userenv|shlwapi|shcore|comctl32|comdlg32|winmm|version|psapi|iphlpapi"
    r"|propsys|uiautomationcore|combase|rpcrt4|credui|winhttp|ncrypt|dbghelp|usp10|setupapi|powrprof|wtsapi32|dwrite)\.dll",
    re.IGNORECASE,
)


def main(program):
    headers = subprocess.run(["x86_64-w64-mingw32-objdump", "-p", program], capture_output=True, text=True, check=True).stdout
    imports = re.findall(r"DLL Name: (\S+)", headers)
    assert "KERNEL32.dll" in imports, f"no imports found in {headers[:200]}"
    foreign = [name for name in imports if not OF_WINDOWS.fullmatch(name)]
    assert not foreign, f"Windows does not have these: {foreign}"
    assert re.search(r"^Subsystem\s+0+2\s+\(Windows GUI\)", headers, re.MULTILINE), "A console would open beside the window"
    for hardening in ["DYNAMIC_BASE", "NX_COMPAT", "HIGH_ENTROPY_VA"]:
        assert hardening in headers, f"not {hardening}"
    assert re.search(r"^Entry 5 (?!0+ )", headers, re.MULTILINE), "It cannot be moved, so its addresses are no secret"

    content = Path(program).read_bytes()
    for wanted in ["PerMonitorV2", "longPathAware", 'level="asInvoker"', "Microsoft.Windows.Common-Controls"]:
        assert wanted.encode() in content, f"the manifest lacks {wanted}"
    version = re.search(r'^version = "(.*)"', Path("Cargo.toml").read_text(), re.MULTILINE)[1]
    for name, value in [("ProductName", "Tokendesk"), ("ProductVersion", version), ("OriginalFilename", "tokendesk.exe")]:
        wanted = f"{name}\0".encode("utf-16-le")
        at = content.find(wanted)
        assert at >= 0, f"no {name} in the version"
        assert value.encode("utf-16-le") in content[at : at + 120], f"{name} is not {value}"
    assert b"\x89PNG" in content, "no large icon"
    print(f"{Path(program).name}: {len(content) / 1e6:.1f} MB, imports {len(imports)} DLLs, all of Windows")


if __name__ == "__main__":
    main(sys.argv[1])
