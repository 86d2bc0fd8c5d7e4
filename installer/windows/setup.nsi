; The setup program for one user, without administrator rights. Built by setup.py, which defines VERSION, NUMBERS, PAYLOAD,
; FILES (a script that lays the files), ICON, PICTURE, OUT, SIZE_KB and, for trials, FAST.
;
; Exit codes: 0 done; 1 cancelled; 2 files could not be written, the earlier version stays; 3 Windows is too old;
; 4 a newer version is installed; 5 the program is running; 6 the folder is another program's.

Target amd64-unicode
Unicode true
!ifdef FAST
  SetCompress off
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
SetDatablockOptimize on
CRCCheck force
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
AllowSkipFiles off

!include MUI2.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include LogicLib.nsh
!include x64.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Shadan"
!define CLASS "Shadan.Audit"
!define APP_PATH "Software\Microsoft\Windows\CurrentVersion\App Paths\Shadan.exe"
!define SHORTCUT "$SMPROGRAMS\遮断 Shadan.lnk"
!define SHCNE_ASSOCCHANGED 0x08000000

Name "$(PRODUCT)"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Shadan"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
BrandingText "Shadan ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey /LANG=1041 "ProductName" "Shadan"
VIAddVersionKey /LANG=1041 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1041 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1041 "FileDescription" "遮断 セットアップ"
VIAddVersionKey /LANG=1041 "LegalCopyright" "MIT"
VIAddVersionKey /LANG=1033 "ProductName" "Shadan"
VIAddVersionKey /LANG=1033 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1033 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1033 "FileDescription" "Shadan setup"
VIAddVersionKey /LANG=1033 "LegalCopyright" "MIT"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "$(WELCOME_TITLE)"
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME)"
!define MUI_FINISHPAGE_RUN "$INSTDIR\Shadan.exe"
!define MUI_FINISHPAGE_RUN_TEXT "$(FINISH_RUN)"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(UNINSTALL_TOP)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; The first is the one for a system in any other language.
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Japanese"
!include "${__FILEDIR__}\texts.nsh"

!macro REFUSE TEXT CODE
  MessageBox MB_OK|MB_ICONEXCLAMATION "${TEXT}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; A program that runs lets nobody write to its file.
!macro REFUSE_RUNNING FILE
  ${If} ${FileExists} "$INSTDIR\${FILE}"
    ClearErrors
    FileOpen $1 "$INSTDIR\${FILE}" a
    ${If} ${Errors}
      !insertmacro REFUSE "$(RUNNING)" 5
    ${EndIf}
    FileClose $1
  ${EndIf}
!macroend

Function .onInit
  SetShellVarContext current
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    !insertmacro REFUSE "$(TOO_OLD_WINDOWS)" 3
  ${EndIf}
  ReadRegStr $0 HKCU "${KEY}" "DisplayVersion"
  ReadRegStr $1 HKCU "${KEY}" "Numbers"
  ${If} $1 != ""
    ${VersionCompare} $1 "${NUMBERS}" $2
    ${If} $2 == 1
      !insertmacro REFUSE "$(NEWER_INSTALLED)" 4
    ${EndIf}
  ${EndIf}
  !insertmacro REFUSE_RUNNING "Shadan.exe"
  !insertmacro REFUSE_RUNNING "Shadan-cli.exe"
FunctionEnd

; Moves one thing of the new version to its place; what was there goes to `old`.
!macro SWAP THING
  ${If} ${FileExists} "$INSTDIR\${THING}"
    Rename "$INSTDIR\${THING}" "$INSTDIR\old\${THING}"
  ${EndIf}
  Rename "$INSTDIR\new\${THING}" "$INSTDIR\${THING}"
!macroend

!macro SWAP_BACK THING
  ${If} ${FileExists} "$INSTDIR\old\${THING}"
    RMDir /r "$INSTDIR\${THING}"
    Delete "$INSTDIR\${THING}"
    Rename "$INSTDIR\old\${THING}" "$INSTDIR\${THING}"
  ${EndIf}
!macroend

!macro EACH MACRO
  !insertmacro ${MACRO} "runtime"
  !insertmacro ${MACRO} "program"
  !insertmacro ${MACRO} "Shadan.exe"
  !insertmacro ${MACRO} "Shadan-cli.exe"
  !insertmacro ${MACRO} "IT-SHEET.ja.md"
  !insertmacro ${MACRO} "IT-SHEET.en.md"
  !insertmacro ${MACRO} "LICENSE.txt"
  !insertmacro ${MACRO} "LGPL-NOTICE.txt"
  !insertmacro ${MACRO} "THIRD-PARTY-NOTICES.txt"
  !insertmacro ${MACRO} "MANIFEST.sha256"
!macroend

Section
  ; The folder may have been chosen after .onInit.
  !insertmacro REFUSE_RUNNING "Shadan.exe"
  !insertmacro REFUSE_RUNNING "Shadan-cli.exe"
  ${IfNot} ${FileExists} "$INSTDIR\Shadan-cli.exe"
    ${If} ${FileExists} "$INSTDIR\runtime\*.*"
    ${OrIf} ${FileExists} "$INSTDIR\program\*.*"
      ${IfNot} ${FileExists} "$INSTDIR\old\*.*"
        !insertmacro REFUSE "$(FOREIGN_FOLDER)" 6
      ${EndIf}
    ${EndIf}
  ${EndIf}

  ; All of the new version is there before anything of the old one goes.
  RMDir /r "$INSTDIR\new"
  ClearErrors
  !include "${FILES}"
  ${If} ${Errors}
    SetOutPath "$TEMP"
    RMDir /r "$INSTDIR\new"
    !insertmacro REFUSE "$(NOT_WRITTEN)" 2
  ${EndIf}
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\old"
  CreateDirectory "$INSTDIR\old"
  ClearErrors
  !insertmacro EACH SWAP
  ${If} ${Errors}
    !insertmacro EACH SWAP_BACK
    RMDir /r "$INSTDIR\new"
    RMDir /r "$INSTDIR\old"
    !insertmacro REFUSE "$(NOT_SWAPPED)" 2
  ${EndIf}
  RMDir /r "$INSTDIR\new"
  RMDir /r "$INSTDIR\old"

  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "${SHORTCUT}" "$INSTDIR\Shadan.exe"

  WriteRegStr HKCU "Software\Classes\.shadan" "" "${CLASS}"
  WriteRegStr HKCU "Software\Classes\.shadan" "Content Type" "application/x-shadan"
  WriteRegStr HKCU "Software\Classes\${CLASS}" "" "$(FILE_KIND)"
  WriteRegStr HKCU "Software\Classes\${CLASS}\DefaultIcon" "" "$INSTDIR\Shadan.exe,0"
  WriteRegStr HKCU "Software\Classes\${CLASS}\shell\open\command" "" '"$INSTDIR\Shadan.exe" "%1"'
  WriteRegStr HKCU "${APP_PATH}" "" "$INSTDIR\Shadan.exe"
  System::Call 'shell32::SHChangeNotify(i ${SHCNE_ASSOCCHANGED}, i 0, p 0, p 0)'

  WriteRegStr HKCU "${KEY}" "DisplayName" "遮断 Shadan"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "Numbers" "${NUMBERS}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\Shadan.exe,0"
  WriteRegStr HKCU "${KEY}" "Publisher" "Shadan"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  SetErrorLevel 0
SectionEnd

Function un.onInit
  SetShellVarContext current
  !insertmacro REFUSE_RUNNING "Shadan.exe"
  !insertmacro REFUSE_RUNNING "Shadan-cli.exe"
FunctionEnd

; Only what setup has laid; whatever else lies in the folder is the user's.
!macro REMOVE THING
  RMDir /r "$INSTDIR\${THING}"
  Delete "$INSTDIR\${THING}"
!macroend

Section "Uninstall"
  !insertmacro EACH REMOVE
  !insertmacro REMOVE "new"
  !insertmacro REMOVE "old"
  Delete "$INSTDIR\uninstall.exe"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  Delete "${SHORTCUT}"

  ReadRegStr $0 HKCU "Software\Classes\.shadan" ""
  ${If} $0 == "${CLASS}"
    DeleteRegKey HKCU "Software\Classes\.shadan"
  ${EndIf}
  DeleteRegKey HKCU "Software\Classes\${CLASS}"
  DeleteRegKey HKCU "${APP_PATH}"
  DeleteRegKey HKCU "${KEY}"
  System::Call 'shell32::SHChangeNotify(i ${SHCNE_ASSOCCHANGED}, i 0, p 0, p 0)'
  SetErrorLevel 0
SectionEnd
