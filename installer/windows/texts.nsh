; What setup says, in the two languages of the program.
!macro TEXT NAME JA EN
  LangString ${NAME} ${LANG_JAPANESE} "${JA}"
  LangString ${NAME} ${LANG_ENGLISH} "${EN}"
!macroend

!insertmacro TEXT PRODUCT "遮断" "Shadan"
!insertmacro TEXT FILE_KIND "遮断 自己点検ファイル" "Shadan audit file"
!insertmacro TEXT WELCOME_TITLE "遮断 ${VERSION} のインストール" "Install Shadan ${VERSION}"
!insertmacro TEXT WELCOME \
  "この端末に、ログイン中の利用者だけが使うプログラムとして遮断をインストールします。管理者権限は要りません。$\r$\n$\r$\n以前の版があれば入れ替えます。自己点検ファイル・設定・記録はそのまま残ります。$\r$\n$\r$\n開いている遮断の画面があれば、閉じてから「次へ」を押してください。" \
  "Shadan is installed on this computer for the user who is logged in. No administrator rights are needed.$\r$\n$\r$\nAn earlier version is replaced. Audit files, settings and logs stay as they are.$\r$\n$\r$\nPlease close Shadan if it is open, then click Next."
!insertmacro TEXT FINISH_RUN "遮断を起動する" "Start Shadan"
!insertmacro TEXT UNINSTALL_TOP \
  "プログラムだけを削除します。自己点検ファイルと、設定・記録のフォルダー（$LOCALAPPDATA\Shadan）は残ります。" \
  "Only the program is removed. Audit files and the folder of settings and logs ($LOCALAPPDATA\Shadan) stay."
!insertmacro TEXT TOO_OLD_WINDOWS \
  "遮断には Windows 10（バージョン 1809）以降の 64 ビット版が必要です。何も変更していません。" \
  "Shadan needs Windows 10 (version 1809) or later, 64 bit. Nothing was changed."
!insertmacro TEXT NEWER_INSTALLED \
  "この端末には新しい版（$0）が入っています。${VERSION} には戻せません。何も変更していません。$\r$\n$\r$\nどうしても古い版に戻すときは、先に新しい版をアンインストールしてください。" \
  "A newer version ($0) is installed. It is not replaced by ${VERSION}; nothing was changed.$\r$\n$\r$\nTo go back nevertheless, uninstall the newer version first."
!insertmacro TEXT RUNNING \
  "遮断が動いています。開いている画面を閉じて（作業は保存済みです）、もう一度実行してください。何も変更していません。" \
  "Shadan is running. Please close it (your work is saved) and start again. Nothing was changed."
!insertmacro TEXT ANOTHER_SETUP \
  "遮断のインストール又はアンインストールが、すでに動いています。終わってから、もう一度実行してください。何も変更していません。" \
  "Another setup or removal of Shadan is at work. Please wait until it has ended and start again. Nothing was changed."
!insertmacro TEXT FOREIGN_FOLDER \
  "このフォルダーには別のもの（$R3 など）があります。空のフォルダーか、新しいフォルダーを選んでください。何も変更していません。$\r$\n$INSTDIR" \
  "This folder holds something else ($R3). Please choose an empty or a new one. Nothing was changed.$\r$\n$INSTDIR"
!insertmacro TEXT INSTALLED_ELSEWHERE \
  "遮断は別のフォルダーに入っています。そこへ重ねてインストールするか、先にアンインストールしてください。何も変更していません。$\r$\n$0" \
  "Shadan is installed in another folder. Install over it there, or uninstall it first. Nothing was changed.$\r$\n$0"
!insertmacro TEXT NO_RIGHTS \
  "このフォルダーに書き込む権限がないか、フォルダーを作成できません。別のフォルダーを選んでください。何も変更していません。$\r$\n$INSTDIR" \
  "This folder cannot be made, or you have no right to write to it. Please choose another one. Nothing was changed.$\r$\n$INSTDIR"
!insertmacro TEXT NOT_WRITTEN \
  "ファイルを書き込めませんでした（空き容量、ウイルス対策ソフト、アクセス権をご確認ください）。以前の版はそのまま使えます。" \
  "The files could not be written (see free space, antivirus, rights). The earlier version is as it was."
!insertmacro TEXT NOT_SWAPPED \
  "ほかのプログラムがファイルを使用しているため、入れ替えられませんでした。以前の版に戻しています。端末を再起動してから、もう一度実行してください。$\r$\n$R7" \
  "A file is held by another program and could not be exchanged; the earlier version is put back. Please restart the computer and run setup again.$\r$\n$R7"
!insertmacro TEXT HALF \
  "ほかのプログラムがファイルを使用しているため、以前の版に戻す作業を終えられませんでした。端末を再起動してから、もう一度実行してください。続きから元に戻します。$\r$\n$R9" \
  "A file is held by another program, and the earlier version could not be put back completely. Please restart the computer and run setup again; it goes on from here.$\r$\n$R9"
!insertmacro TEXT NOT_ENTERED \
  "レジストリに登録できませんでした（管理者による制限の可能性があります）。以前の版に戻しています。" \
  "The entries in the registry could not be written (an administrator may have forbidden it). The earlier version is put back."
!insertmacro TEXT NO_SHORTCUT \
  "インストールは完了しましたが、スタートメニューに登録できませんでした。次のファイルから起動できます。$\r$\n$INSTDIR\Shadan.exe" \
  "Shadan is installed, but its entry in the Start menu could not be made. It can be started here:$\r$\n$INSTDIR\Shadan.exe"
!insertmacro TEXT NOT_OURS \
  "このフォルダーは、セットアップが遮断をインストールしたフォルダーではありません。何も削除していません。$\r$\n$INSTDIR" \
  "This is no folder into which setup has installed Shadan. Nothing was removed.$\r$\n$INSTDIR"
!insertmacro TEXT NOT_REMOVED \
  "ほかのプログラムが使用しているため、削除できないファイルがあります。端末を再起動してから、もう一度アンインストールしてください。$\r$\n$R9" \
  "Some files are held by another program and could not be removed. Please restart the computer and uninstall again.$\r$\n$R9"
