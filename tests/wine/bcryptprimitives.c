/* Wine 8 has no bcryptprimitives.dll, from which Rust's standard library takes random numbers. This one takes them from advapi32. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T bytes) {
    while (bytes > 0) {
        ULONG part = bytes > 0x10000 ? 0x10000 : (ULONG)bytes;
        if (!SystemFunction036(data, part)) return FALSE;
        data += part;
        bytes -= part;
    }
    return TRUE;
}
