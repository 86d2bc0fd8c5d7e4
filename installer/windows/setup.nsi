; The setup program for one user, without administrator rights. Built by setup.py, which defines VERSION, NUMBERS, FILES
; (a script that lays the files), LAID (one that removes them), ICON, PICTURE, OUT, SIZE_KB and, for trials, FAST.
;
; Exit codes: 0 done; 1 cancelled; 2 files could not be written, exchanged or removed, or another setup runs, the earlier
; version stays; 3 Windows is too old; 4 a newer version is installed; 5 the program is running; 6 the folder holds
; something else; 7 the program is installed in another folder.

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

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Shadan"
!define CLASS "Shadan.Audit"
!define APP_PATH "Software\Microsoft\Windows\CurrentVersion\App Paths\Shadan.exe"
!define SHORTCUT "$SMPROGRAMS\遮断 Shadan.lnk"
!define SHCNE_ASSOCCHANGED 0x08000000
!define GENERIC_WRITE 0x40000000
!define SHARE_ALL 7
!define OPEN_EXISTING 3
!define ERROR_ACCESS_DENIED 5
!define ERROR_SHARING_VIOLATION 32
!define ERROR_ALREADY_EXISTS 183

; What the list of installed programs said before; empty where nothing is installed.
Var EarlierVersion
Var EarlierNumbers
Var EarlierSize
; Set when the entries of this version were begun, and when they could not be written.
Var Entered
Var NotEntered

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

; One setup or uninstaller at a time for each user: each would take the other's work folders for what a kill has left.
!macro ALONE
  System::Call 'advapi32::GetUserName(t .r1, *i ${NSIS_MAX_STRLEN}) i .r2'
  System::Call 'kernel32::CreateMutex(p 0, i 0, t "Global\Shadan-setup-$1") p .r2 ?e'
  Pop $2
  ${If} $2 = ${ERROR_ALREADY_EXISTS}
  ${OrIf} $2 = ${ERROR_ACCESS_DENIED}
    !insertmacro REFUSE "$(ANOTHER_SETUP)" 2
  ${EndIf}
!macroend

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
  ; Last: by it the uninstaller knows whether the exchange reached its end.
  !insertmacro ${MACRO} "uninstall.exe"
!macroend

; What setup works in; nobody else's folder bears such a name, and a mark within says that it is ours. A kill may come
; between any two steps, and a scanner may hold any file; the next setup goes on from what it finds:
;   NEW with MARK             being laid, or waste. Removed; MARK last.
;   OLD with MARK             the exchange, or its undoing, is under way. Put back thing by thing (SWAP_BACK).
;   OLD with DONE             all is exchanged, or all is put back: OLD and NEW are waste. Removed; DONE last.
;   either, empty, no mark    killed beside its mark. Removed.
;   either, full, no mark     not ours. Refused (6).
; While OLD has MARK, NEW is whole but for what stands in its place already; so nothing is removed before DONE.
!define NEW "$INSTDIR\.shadan-new"
!define OLD "$INSTDIR\.shadan-old"
!define MARK ".shadan-setup"
!define DONE ".shadan-done"

!macro MOVE FROM TO
  StrCpy $R0 "${FROM}"
  StrCpy $R1 "${TO}"
  Call ${UN}Move
!macroend

; One thing of the new version to its place; what was there goes to OLD.
!macro SWAP THING
  ${If} ${FileExists} "$INSTDIR\${THING}"
    !insertmacro MOVE "$INSTDIR\${THING}" "${OLD}\${THING}"
  ${EndIf}
  !insertmacro MOVE "${NEW}\${THING}" "$INSTDIR\${THING}"
!macroend

; What SWAP has done, undone: where NEW has lost the thing, it stands in its place. Without its mark NEW is no whole
; version that lost things to their places, and what stands there without a counterpart in OLD is the earlier version's.
!macro SWAP_BACK THING
  ${IfNot} ${FileExists} "${NEW}\${THING}"
  ${AndIf} ${FileExists} "$INSTDIR\${THING}"
    ${If} ${FileExists} "${OLD}\${THING}"
    ${OrIf} ${FileExists} "${NEW}\${MARK}"
      !insertmacro MOVE "$INSTDIR\${THING}" "${NEW}\${THING}"
    ${EndIf}
  ${EndIf}
  ${If} ${FileExists} "${OLD}\${THING}"
    !insertmacro MOVE "${OLD}\${THING}" "$INSTDIR\${THING}"
  ${EndIf}
!macroend

!macro EMPTY THING
  RMDir /r "$R0\${THING}"
  Delete "$R0\${THING}"
  ${If} ${FileExists} "$R0\${THING}"
    StrCpy $R8 "$R0\${THING}"
  ${EndIf}
!macroend

; What setup and the uninstaller both do. NSIS gives the uninstaller functions of its own.
!macro FUNCTIONS UN

; Ends with 5 while the program of ours in $R0 runs: Windows lets nobody write to it then. Neither does a virus scanner,
; but only for a moment. Any other error tells nothing of the kind.
Function ${UN}RefuseRunning
  StrCpy $R2 0
  ${Do}
    System::Call 'kernel32::CreateFile(t R0, i ${GENERIC_WRITE}, i ${SHARE_ALL}, p 0, i ${OPEN_EXISTING}, i 0, p 0) p .R1 ?e'
    Pop $R3
    ${If} $R1 P<> -1
      System::Call 'kernel32::CloseHandle(p R1)'
      Return
    ${EndIf}
    ${If} $R3 <> ${ERROR_SHARING_VIOLATION}
      Return
    ${EndIf}
    IntOp $R2 $R2 + 1
    Sleep 500
  ${LoopUntil} $R2 >= 10
  !insertmacro REFUSE "$(RUNNING)" 5
FunctionEnd

; Renames $R0 to $R1, for some seconds again and again, as a virus scanner may hold a file; $R9 is set when it cannot be
; done, and nothing is renamed any more while it is set.
Function ${UN}Move
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

; Back to what was before the exchange; $R9 is set when it cannot be done.
Function ${UN}SwapBack
  StrCpy $R9 ""
  !insertmacro EACH SWAP_BACK
  !insertmacro MOVE "${OLD}\${MARK}" "${OLD}\${DONE}"
FunctionEnd

; Empties the work folder $R0, where its mark $R1 or that of OLD says that it is waste, and removes it; $R8 is set to what
; somebody holds. The mark goes after all else, and stays where anything does.
Function ${UN}Clear
  ${If} ${FileExists} "$R0\$R1"
  ${OrIf} ${FileExists} "${OLD}\${DONE}"
    !insertmacro EACH EMPTY
    StrCpy $R3 ""
    FindFirst $R4 $R5 "$R0\*.*"
    ${DoWhile} $R5 != ""
      ${If} $R5 != "."
      ${AndIf} $R5 != ".."
      ${AndIf} $R5 != $R1
        StrCpy $R3 $R5
      ${EndIf}
      FindNext $R4 $R5
    ${Loop}
    FindClose $R4
    ${If} $R3 == ""
      Delete "$R0\$R1"
    ${EndIf}
  ${EndIf}
  RMDir "$R0"
FunctionEnd

Function ${UN}RemoveWorkFolders
  SetOutPath "$TEMP"
  StrCpy $R8 ""
  StrCpy $R0 "${NEW}"
  StrCpy $R1 "${MARK}"
  Call ${UN}Clear
  StrCpy $R0 "${OLD}"
  StrCpy $R1 "${DONE}"
  Call ${UN}Clear
FunctionEnd

; $R3 is set where the folder is one of ours: registered, or with the manifest of Shadan, which names its program in one
; of the first lines, behind 64 digits and two blanks.
Function ${UN}LookForOurs
  StrCpy $R3 ""
  ReadRegStr $R5 HKCU "${KEY}" "InstallLocation"
  ${If} $R5 == $INSTDIR
    StrCpy $R3 "registered"
    Return
  ${EndIf}
  ClearErrors
  FileOpen $R4 "$INSTDIR\MANIFEST.sha256" r
  ${If} ${Errors}
    Return
  ${EndIf}
  StrCpy $R2 0
  ${Do}
    FileRead $R4 $R5
    StrCpy $R5 $R5 14 66
    ${If} $R5 == "Shadan-cli.exe"
      StrCpy $R3 "manifest"
    ${EndIf}
    IntOp $R2 $R2 + 1
  ${LoopUntil} $R2 >= 20
  FileClose $R4
FunctionEnd

; The entries of the registry, all of them.
Function ${UN}RemoveEntries
  ReadRegStr $R5 HKCU "Software\Classes\.shadan" ""
  ${If} $R5 == "${CLASS}"
    DeleteRegKey HKCU "Software\Classes\.shadan"
  ${EndIf}
  DeleteRegKey HKCU "Software\Classes\${CLASS}"
  DeleteRegKey HKCU "${APP_PATH}"
  DeleteRegKey HKCU "${KEY}"
FunctionEnd

!macroend
!define UN ""
!insertmacro FUNCTIONS "${UN}"

!macro REFUSE_RUNNING
  StrCpy $R0 "$INSTDIR\Shadan.exe"
  Call ${UN}RefuseRunning
  StrCpy $R0 "$INSTDIR\Shadan-cli.exe"
  Call ${UN}RefuseRunning
!macroend

Function .onInit
  SetShellVarContext current
  !insertmacro ALONE
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    !insertmacro REFUSE "$(TOO_OLD_WINDOWS)" 3
  ${EndIf}
  ReadRegStr $0 HKCU "${KEY}" "DisplayVersion"
  ReadRegStr $1 HKCU "${KEY}" "Numbers"
  ReadRegDWORD $EarlierSize HKCU "${KEY}" "EstimatedSize"
  StrCpy $EarlierVersion $0
  StrCpy $EarlierNumbers $1
  ReadRegStr $3 HKCU "${KEY}" "InstallLocation"
  ${If} $3 == ""
    StrCpy $3 $INSTDIR
  ${EndIf}
  ; An entry whose program was deleted by hand keeps nobody from anything.
  ${If} ${FileExists} "$3\Shadan-cli.exe"
  ${OrIf} ${FileExists} "$3\Shadan.exe"
    ${VersionCompare} $1 "${NUMBERS}" $2
    ${If} $1 != ""
    ${AndIf} $2 == 1
      !insertmacro REFUSE "$(NEWER_INSTALLED)" 4
    ${EndIf}
  ${EndIf}
  !insertmacro REFUSE_RUNNING
FunctionEnd

; $R3 is set where the folder holds something, and nothing of ours.
Function LookAtFolder
  Call LookForOurs
  ${If} $R3 != ""
  ${OrIf} ${FileExists} "$INSTDIR\Shadan-cli.exe"
  ${OrIf} ${FileExists} "${NEW}\${MARK}"
  ${OrIf} ${FileExists} "${OLD}\${MARK}"
  ${OrIf} ${FileExists} "${OLD}\${DONE}"
    StrCpy $R3 ""
    Return
  ${EndIf}
  FindFirst $R4 $R5 "$INSTDIR\*.*"
  ${DoWhile} $R5 != ""
    ; A removal that is waited for leaves the uninstaller.
    ${If} $R5 != "."
    ${AndIf} $R5 != ".."
    ${AndIf} $R5 != "uninstall.exe"
    ${AndIf} $R5 != ".shadan-new"
    ${AndIf} $R5 != ".shadan-old"
      StrCpy $R3 $R5
    ${EndIf}
    FindNext $R4 $R5
  ${Loop}
  FindClose $R4
FunctionEnd

!macro WRITE_MARK FOLDER
  CreateDirectory "${FOLDER}"
  FileOpen $1 "${FOLDER}\${MARK}" w
  FileClose $1
!macroend

; What was laid and is not exchanged is taken away again.
Function RemoveLaid
  ${If} ${FileExists} "${OLD}\${MARK}"
    Call SwapBack
  ${EndIf}
  Call RemoveWorkFolders
  RMDir "$INSTDIR"
FunctionEnd

; A file that cannot be written ends a silent setup, or the person ends it: here, not behind it.
Function .onInstFailed
  Call RemoveLaid
  MessageBox MB_OK|MB_ICONEXCLAMATION "$(NOT_WRITTEN)" /SD IDOK
  SetErrorLevel 2
FunctionEnd

; $NotEntered is set when an entry cannot be written. What the list of programs says of the version comes last.
Function WriteEntries
  StrCpy $Entered 1
  ClearErrors
  WriteRegStr HKCU "Software\Classes\.shadan" "" "${CLASS}"
  WriteRegStr HKCU "Software\Classes\.shadan" "Content Type" "application/x-shadan"
  WriteRegStr HKCU "Software\Classes\${CLASS}" "" "$(FILE_KIND)"
  WriteRegStr HKCU "Software\Classes\${CLASS}\DefaultIcon" "" "$INSTDIR\Shadan.exe,0"
  WriteRegStr HKCU "Software\Classes\${CLASS}\shell\open\command" "" '"$INSTDIR\Shadan.exe" "%1"'
  WriteRegStr HKCU "${APP_PATH}" "" "$INSTDIR\Shadan.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "遮断 Shadan"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\Shadan.exe,0"
  WriteRegStr HKCU "${KEY}" "Publisher" "Shadan"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegStr HKCU "${KEY}" "Numbers" "${NUMBERS}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  ${If} ${Errors}
    StrCpy $NotEntered 1
    StrCpy $R9 "${KEY}"
  ${EndIf}
FunctionEnd

; The entries as they were before WriteEntries, as far as they differ.
Function PutBackEntries
  ${If} $EarlierVersion == ""
    Call RemoveEntries
  ${Else}
    WriteRegDWORD HKCU "${KEY}" "EstimatedSize" $EarlierSize
    WriteRegStr HKCU "${KEY}" "Numbers" "$EarlierNumbers"
    WriteRegStr HKCU "${KEY}" "DisplayVersion" "$EarlierVersion"
  ${EndIf}
FunctionEnd

Section
  ; The folder may have been chosen after .onInit.
  !insertmacro REFUSE_RUNNING
  ReadRegStr $0 HKCU "${KEY}" "InstallLocation"
  ${If} $0 != ""
  ${AndIf} $0 != $INSTDIR
    ${If} ${FileExists} "$0\Shadan-cli.exe"
    ${OrIf} ${FileExists} "$0\Shadan.exe"
      !insertmacro REFUSE "$(INSTALLED_ELSEWHERE)" 7
    ${EndIf}
  ${EndIf}
  Call LookAtFolder
  ${If} $R3 != ""
    !insertmacro REFUSE "$(FOREIGN_FOLDER)" 6
  ${EndIf}

  ; An earlier setup may have been cut off between any two of its steps: first back to what was before it.
  ${If} ${FileExists} "${OLD}\${MARK}"
    Call SwapBack
    ${If} $R9 != ""
      !insertmacro REFUSE "$(HALF)" 2
    ${EndIf}
  ${EndIf}
  StrCpy $R7 0
  ${Do}
    Call RemoveWorkFolders
    ${If} $R8 == ""
      ${Break}
    ${EndIf}
    IntOp $R7 $R7 + 1
    Sleep 500
  ${LoopUntil} $R7 >= 10
  ${If} $R8 != ""
    StrCpy $R7 $R8
    !insertmacro REFUSE "$(NOT_SWAPPED)" 2
  ${EndIf}
  ${If} ${FileExists} "${NEW}\*.*"
  ${AndIfNot} ${FileExists} "${NEW}\${MARK}"
    StrCpy $R3 ".shadan-new"
  ${ElseIf} ${FileExists} "${OLD}\*.*"
  ${AndIfNot} ${FileExists} "${OLD}\${DONE}"
    StrCpy $R3 ".shadan-old"
  ${EndIf}
  ${If} $R3 != ""
    !insertmacro REFUSE "$(FOREIGN_FOLDER)" 6
  ${EndIf}

  ; All of the new version is there before anything of the old one goes.
  ClearErrors
  !insertmacro WRITE_MARK "${NEW}"
  ${If} ${Errors}
    Call RemoveLaid
    !insertmacro REFUSE "$(NO_RIGHTS)" 2
  ${EndIf}
  SetOutPath "${NEW}"
  !include "${FILES}"
  WriteUninstaller "${NEW}\uninstall.exe"
  ; Asked once: asking takes the flag away.
  ${If} ${Errors}
    StrCpy $R9 "${NEW}"
  ${ElseIf} ${FileExists} "${OLD}\${DONE}"
    StrCpy $R9 ""
    !insertmacro MOVE "${OLD}\${DONE}" "${OLD}\${MARK}"
  ${Else}
    StrCpy $R9 ""
    ClearErrors
    !insertmacro WRITE_MARK "${OLD}"
    ${If} ${Errors}
      StrCpy $R9 "${OLD}"
    ${EndIf}
  ${EndIf}
  ${If} $R9 != ""
    Call RemoveLaid
    !insertmacro REFUSE "$(NOT_WRITTEN)" 2
  ${EndIf}

  SetOutPath "$TEMP"
  StrCpy $R9 ""
  !insertmacro EACH SWAP
  ${If} $R9 == ""
    Call WriteEntries
  ${EndIf}
  !insertmacro MOVE "${OLD}\${MARK}" "${OLD}\${DONE}"
  ${If} $R9 != ""
    StrCpy $R7 $R9
    Call SwapBack
    ${If} $R9 != ""
      !insertmacro REFUSE "$(HALF)" 2
    ${EndIf}
    ${If} $Entered != ""
      Call PutBackEntries
    ${EndIf}
    Call RemoveLaid
    ${If} $NotEntered != ""
      !insertmacro REFUSE "$(NOT_ENTERED)" 2
    ${EndIf}
    !insertmacro REFUSE "$(NOT_SWAPPED)" 2
  ${EndIf}

  SetOutPath "$INSTDIR"
  ClearErrors
  CreateShortcut "${SHORTCUT}" "$INSTDIR\Shadan.exe"
  ${If} ${Errors}
    ; The program is whole and works without it.
    MessageBox MB_OK|MB_ICONINFORMATION "$(NO_SHORTCUT)" /SD IDOK
  ${EndIf}
  System::Call 'shell32::SHChangeNotify(i ${SHCNE_ASSOCCHANGED}, i 0, p 0, p 0)'
  Call RemoveWorkFolders
  SetErrorLevel 0
SectionEnd

!undef UN
!define UN "un."
!insertmacro FUNCTIONS "${UN}"

Function un.onInit
  SetShellVarContext current
  !insertmacro ALONE
  Call un.LookForOurs
  ${If} $R3 == ""
  ${OrIf} ${FileExists} "$INSTDIR\${MARK}"
    !insertmacro REFUSE "$(NOT_OURS)" 6
  ${EndIf}
  !insertmacro REFUSE_RUNNING
FunctionEnd

; Behind the files of each folder in LAID: $R9 is set to the first where one is held.
!macro LOOK FOLDER
  ${If} ${Errors}
    ClearErrors
    ${If} $R9 == ""
      StrCpy $R9 "${FOLDER}"
    ${EndIf}
  ${EndIf}
!macroend

; Only what setup has laid, file by file; whatever else lies in the folders is the user's.
Section "Uninstall"
  SetOutPath "$TEMP"
  StrCpy $R9 ""
  ; A setup was cut off: the files have to be those of this uninstaller's version.
  ${If} ${FileExists} "${OLD}\${MARK}"
    ${If} ${FileExists} "${NEW}\uninstall.exe"
      Call un.SwapBack
    ${Else}
      !insertmacro MOVE "${OLD}\${MARK}" "${OLD}\${DONE}"
    ${EndIf}
    ${If} $R9 != ""
      !insertmacro REFUSE "$(NOT_REMOVED)" 2
    ${EndIf}
  ${EndIf}
  Call un.RemoveWorkFolders
  StrCpy $R9 $R8
  ClearErrors
  !include "${LAID}"
  ${If} $R9 == ""
    ; Last, as the folder is known by it.
    ClearErrors
    Delete "$INSTDIR\MANIFEST.sha256"
    !insertmacro LOOK "$INSTDIR\MANIFEST.sha256"
  ${EndIf}
  ${If} $R9 != ""
    ; The entry and the uninstaller stay, so that it can be done again.
    !insertmacro REFUSE "$(NOT_REMOVED)" 2
  ${EndIf}
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ReadRegStr $0 HKCU "${KEY}" "InstallLocation"
  ${If} $0 != ""
  ${AndIf} $0 != $INSTDIR
  ${AndIf} ${FileExists} "$0\Shadan-cli.exe"
    ; The entries are those of a program in another folder.
    SetErrorLevel 0
    Return
  ${EndIf}
  Delete "${SHORTCUT}"
  Call un.RemoveEntries
  System::Call 'shell32::SHChangeNotify(i ${SHCNE_ASSOCCHANGED}, i 0, p 0, p 0)'
  SetErrorLevel 0
SectionEnd
