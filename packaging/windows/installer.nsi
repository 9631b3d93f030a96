; The installer for one user: no administrator is needed. scripts/release calls it:
;   makensis -DVERSION=0.1.0 -DPROGRAM=…/tokendesk.exe -DLICENSES=…/THIRD-PARTY-LICENSES.html -DSETUP=…/tokendesk-setup.exe installer.nsi
; -DSIGN=…/scripts/release signs the uninstaller.
; /S installs silently; /D=FOLDER, as the last argument, chooses another folder.
; The program has 64 bits too; and Wine without 32 bits can run it.
Target amd64-unicode
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma
; The licenses have the times of their checkout: the same sources would not give the same bytes.
SetDateSave off

!include "MUI2.nsh"
!include "FileFunc.nsh"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Tokendesk"

Name "Tokendesk"
OutFile "${SETUP}"
InstallDir "$LOCALAPPDATA\Programs\Tokendesk"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Tokendesk"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Tokendesk setup"
VIAddVersionKey "LegalCopyright" "MIT or Apache-2.0"

!ifdef SIGN
    !uninstfinalize '"${SIGN}" sign "%1"' = 0
!endif

!define MUI_ICON "..\..\assets\icon\tokendesk.ico"
!define MUI_UNICON "..\..\assets\icon\tokendesk.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\tokendesk.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Open Tokendesk"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "Tokendesk will be uninstalled. Your profiles stay in the Credential Manager, and your settings in %APPDATA%\tokendesk."
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; A running program cannot be replaced or deleted.
!macro CloseFirst UN
Function ${UN}CloseFirst
    retry:
        IfFileExists "$INSTDIR\tokendesk.exe" 0 done
        ClearErrors
        FileOpen $0 "$INSTDIR\tokendesk.exe" a
        IfErrors 0 free
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Tokendesk is running. Close it, then try again. Nothing was changed." /SD IDCANCEL IDRETRY retry
        SetErrorLevel 1
        Abort
    free:
        FileClose $0
    done:
FunctionEnd
!macroend
!insertmacro CloseFirst ""
!insertmacro CloseFirst "un."

Section
    Call CloseFirst
    SetOutPath "$INSTDIR"
    File "/oname=tokendesk.exe" "${PROGRAM}"
    File "..\..\LICENSE-MIT"
    File "..\..\LICENSE-APACHE"
    File "/oname=THIRD-PARTY-LICENSES.html" "${LICENSES}"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateShortcut "$SMPROGRAMS\Tokendesk.lnk" "$INSTDIR\tokendesk.exe"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Tokendesk"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\tokendesk.exe"
    WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Tokendesk authors"
    WriteRegStr HKCU "${UNINSTALL}" "URLInfoAbout" "https://github.com/tokendesk/tokendesk"
    WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
SectionEnd

Section "Uninstall"
    Call un.CloseFirst
    Delete "$INSTDIR\tokendesk.exe"
    Delete "$INSTDIR\LICENSE-MIT"
    Delete "$INSTDIR\LICENSE-APACHE"
    Delete "$INSTDIR\THIRD-PARTY-LICENSES.html"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\Tokendesk.lnk"
    DeleteRegKey HKCU "${UNINSTALL}"
    ; The program writes it: no crash reports.
    DeleteRegValue HKCU "Software\Microsoft\Windows\Windows Error Reporting\ExcludedApplications" "tokendesk.exe"
SectionEnd
