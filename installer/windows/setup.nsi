; The setup program for one user, without administrator rights. Built by setup.py, which defines VERSION, NUMBERS, PAYLOAD,
; FILES (a script that lays the files), ICON, PICTURE, OUT, SIZE_KB and, for trials, FAST.
;
; Exit codes: 0 done; 1 cancelled; 2 files could not be written, exchanged or removed, the earlier version stays; 3 Windows is
; too old; 4 a newer version is installed; 5 the program is running; 6 the folder holds something else; 7 the program is
; installed in another folder.

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

; What setup works in; nobody else's folder bears such a name, and the mark within says that it is ours.
!define NEW "$INSTDIR\.shadan-new"
!define OLD "$INSTDIR\.shadan-old"
!define MARK ".shadan-setup"
; In OLD in place of the mark, once all of the new version is in its place: what is left of OLD is waste then.
!define DONE ".shadan-done"

!macro EACH MACRO
  !insertmacro ${MACRO} "runtime"
  !insertmacro ${MACRO} "program"
  !insertmacro ${MACRO} "Shadan.exe"
  !insertmacro ${MACRO} "Shadan-cli.exe"
  !insertmacro ${MACRO} "msvcp140.dll"
  !insertmacro ${MACRO} "msvcp140_1.dll"
  !insertmacro ${MACRO} "msvcp140_2.dll"
  !insertmacro ${MACRO} "vcruntime140_1.dll"
  !insertmacro ${MACRO} "IT-SHEET.ja.md"
  !insertmacro ${MACRO} "IT-SHEET.en.md"
  !insertmacro ${MACRO} "LICENSE.txt"
  !insertmacro ${MACRO} "LGPL-NOTICE.txt"
  !insertmacro ${MACRO} "THIRD-PARTY-NOTICES.txt"
  !insertmacro ${MACRO} "MANIFEST.sha256"
!macroend

; Renames $R0 to $R1, for some seconds again and again, as a virus scanner may hold a file; $R9 is set when it cannot be
; done, and nothing is renamed any more while it is set.
Function Move
  ${If} $R9 != ""
    Return
  ${EndIf}
  StrCpy $R2 0
  ${Do}
    ClearErrors
    Rename "$R0" "$R1"
    ${IfNot} ${Errors}
      Return
    ${EndIf}
    IntOp $R2 $R2 + 1
    Sleep 500
  ${LoopUntil} $R2 >= 10
  StrCpy $R9 "$R0"
FunctionEnd

!macro MOVE FROM TO
  StrCpy $R0 "${FROM}"
  StrCpy $R1 "${TO}"
  Call Move
!macroend

; One thing of the new version to its place; what was there goes to OLD.
!macro SWAP THING
  ${If} ${FileExists} "$INSTDIR\${THING}"
    !insertmacro MOVE "$INSTDIR\${THING}" "${OLD}\${THING}"
  ${EndIf}
  !insertmacro MOVE "${NEW}\${THING}" "$INSTDIR\${THING}"
!macroend

; What SWAP has done, undone: where NEW has lost the thing, it stands in its place.
!macro SWAP_BACK THING
  ${IfNot} ${FileExists} "${NEW}\${THING}"
  ${AndIf} ${FileExists} "$INSTDIR\${THING}"
    !insertmacro MOVE "$INSTDIR\${THING}" "${NEW}\${THING}"
  ${EndIf}
  ${If} ${FileExists} "${OLD}\${THING}"
    !insertmacro MOVE "${OLD}\${THING}" "$INSTDIR\${THING}"
  ${EndIf}
!macroend

Function SwapBack
  StrCpy $R9 ""
  !insertmacro EACH SWAP_BACK
FunctionEnd

!macro EMPTY_OLD THING
  RMDir /r "${OLD}\${THING}"
  Delete "${OLD}\${THING}"
!macroend

; What could not be removed, as somebody holds it, is marked for ours and goes the next time.
!macro REMOVE_WORK_FOLDERS
  SetOutPath "$TEMP"
  ${If} ${FileExists} "${NEW}\${MARK}"
    RMDir /r "${NEW}"
  ${EndIf}
  ${If} ${FileExists} "${OLD}\${MARK}"
  ${OrIf} ${FileExists} "${OLD}\${DONE}"
    !insertmacro EACH EMPTY_OLD
    Delete "${OLD}\${MARK}"
    Delete "${OLD}\${DONE}"
    RMDir "${OLD}"
    ${If} ${FileExists} "${OLD}\*.*"
      FileOpen $R6 "${OLD}\${DONE}" w
      FileClose $R6
    ${EndIf}
  ${EndIf}
!macroend

Function RemoveWorkFolders
  !insertmacro REMOVE_WORK_FOLDERS
FunctionEnd

; $R3 is set where the folder holds something, and nothing of ours.
Function LookAtFolder
  StrCpy $R3 ""
  ${If} ${FileExists} "$INSTDIR\Shadan-cli.exe"
  ${OrIf} ${FileExists} "${NEW}\${MARK}"
  ${OrIf} ${FileExists} "${OLD}\${MARK}"
  ${OrIf} ${FileExists} "${OLD}\${DONE}"
    Return
  ${EndIf}
  FindFirst $R4 $R5 "$INSTDIR\*.*"
  ${DoWhile} $R5 != ""
    ${If} $R5 != "."
    ${AndIf} $R5 != ".."
      StrCpy $R3 $R5
    ${EndIf}
    FindNext $R4 $R5
  ${Loop}
  FindClose $R4
FunctionEnd

Section
  ; The folder may have been chosen after .onInit.
  !insertmacro REFUSE_RUNNING "Shadan.exe"
  !insertmacro REFUSE_RUNNING "Shadan-cli.exe"
  ReadRegStr $0 HKCU "${KEY}" "InstallLocation"
  ${If} $0 != ""
  ${AndIf} $0 != $INSTDIR
  ${AndIf} ${FileExists} "$0\Shadan-cli.exe"
    !insertmacro REFUSE "$(INSTALLED_ELSEWHERE)" 7
  ${EndIf}
  Call LookAtFolder
  ${If} $R3 != ""
    !insertmacro REFUSE "$(FOREIGN_FOLDER)" 6
  ${EndIf}

  ; An earlier setup may have been cut off between any two of its steps: first back to what was before it.
  ${If} ${FileExists} "${OLD}\${MARK}"
    Call SwapBack
    ${If} $R9 != ""
      StrCpy $R7 $R9
      !insertmacro REFUSE "$(NOT_SWAPPED)" 2
    ${EndIf}
  ${EndIf}
  Call RemoveWorkFolders
  ${If} ${FileExists} "${OLD}\*.*"
  ${OrIf} ${FileExists} "${NEW}\*.*"
    StrCpy $R7 "${OLD}"
    !insertmacro REFUSE "$(NOT_SWAPPED)" 2
  ${EndIf}

  ; All of the new version is there before anything of the old one goes.
  ClearErrors
  SetOutPath "${NEW}"
  FileOpen $1 "${NEW}\${MARK}" w
  FileClose $1
  !include "${FILES}"
  ${If} ${Errors}
    Call RemoveWorkFolders
    RMDir "$INSTDIR"
    !insertmacro REFUSE "$(NOT_WRITTEN)" 2
  ${EndIf}
  SetOutPath "${OLD}"
  FileOpen $1 "${OLD}\${MARK}" w
  FileClose $1
  SetOutPath "$TEMP"
  StrCpy $R9 ""
  !insertmacro EACH SWAP
  ${If} $R9 != ""
    StrCpy $R7 $R9
    Call SwapBack
    ${If} $R9 == ""
      Call RemoveWorkFolders
      RMDir "$INSTDIR"
    ${EndIf}
    !insertmacro REFUSE "$(NOT_SWAPPED)" 2
  ${EndIf}
  Rename "${OLD}\${MARK}" "${OLD}\${DONE}"
  Call RemoveWorkFolders
  SetOutPath "$INSTDIR"

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
  ${If} ${FileExists} "$INSTDIR\${THING}\*.*"
    RMDir /r "$INSTDIR\${THING}"
  ${Else}
    Delete "$INSTDIR\${THING}"
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\${THING}"
    StrCpy $R9 "${THING}"
  ${EndIf}
!macroend

Section "Uninstall"
  SetOutPath "$TEMP"
  StrCpy $R9 ""
  !insertmacro EACH REMOVE
  !insertmacro REMOVE_WORK_FOLDERS
  ${If} $R9 != ""
    ; The entry and the uninstaller stay, so that it can be done again.
    !insertmacro REFUSE "$(NOT_REMOVED)" 2
  ${EndIf}
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ReadRegStr $0 HKCU "${KEY}" "InstallLocation"
  ${If} $0 != ""
  ${AndIf} ${FileExists} "$0\Shadan-cli.exe"
    ; The entries are those of a program in another folder.
    SetErrorLevel 0
    Return
  ${EndIf}
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
