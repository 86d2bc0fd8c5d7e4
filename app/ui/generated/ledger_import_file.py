# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'ledger_import_file.ui'
##
## Created by: Qt User Interface Compiler version 6.11.3
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QComboBox, QFrame, QHBoxLayout,
    QLabel, QLineEdit, QListWidget, QListWidgetItem,
    QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout,
    QWidget)

from app.ui.widgets.prose import Prose

class Ui_LedgerImportFile(object):
    def setupUi(self, LedgerImportFile):
        if not LedgerImportFile.objectName():
            LedgerImportFile.setObjectName(u"LedgerImportFile")
        self.column11 = QVBoxLayout(LedgerImportFile)
        self.column11.setSpacing(12)
        self.column11.setObjectName(u"column11")
        self.column11.setContentsMargins(0, 0, 0, 0)
        self.drop = QFrame(LedgerImportFile)
        self.drop.setObjectName(u"drop")
        self.drop.setProperty(u"role", u"card")
        self.column2 = QVBoxLayout(self.drop)
        self.column2.setSpacing(8)
        self.column2.setObjectName(u"column2")
        self.column2.setContentsMargins(16, 16, 16, 16)
        self.dropTitle = Prose(self.drop)
        self.dropTitle.setObjectName(u"dropTitle")
        self.dropTitle.setProperty(u"role", u"section")

        self.column2.addWidget(self.dropTitle)

        self.dropHint = Prose(self.drop)
        self.dropHint.setObjectName(u"dropHint")
        self.dropHint.setProperty(u"role", u"quiet")

        self.column2.addWidget(self.dropHint)

        self.row1 = QHBoxLayout()
        self.row1.setSpacing(8)
        self.row1.setObjectName(u"row1")
        self.row1.setContentsMargins(0, 0, 0, 0)
        self.browse = QPushButton(self.drop)
        self.browse.setObjectName(u"browse")
        self.browse.setAutoDefault(False)

        self.row1.addWidget(self.browse)

        self.spacer1 = QSpacerItem(20, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.row1.addItem(self.spacer1)


        self.column2.addLayout(self.row1)


        self.column11.addWidget(self.drop)

        self.chosen = QFrame(LedgerImportFile)
        self.chosen.setObjectName(u"chosen")
        self.chosen.setProperty(u"role", u"card")
        self.row5 = QHBoxLayout(self.chosen)
        self.row5.setSpacing(12)
        self.row5.setObjectName(u"row5")
        self.row5.setContentsMargins(16, 16, 16, 16)
        self.column4 = QVBoxLayout()
        self.column4.setSpacing(4)
        self.column4.setObjectName(u"column4")
        self.column4.setContentsMargins(0, 0, 0, 0)
        self.name = Prose(self.chosen)
        self.name.setObjectName(u"name")
        self.name.setProperty(u"role", u"section")

        self.column4.addWidget(self.name)

        self.placeRoom = QVBoxLayout()
        self.placeRoom.setSpacing(8)
        self.placeRoom.setObjectName(u"placeRoom")
        self.placeRoom.setContentsMargins(0, 0, 0, 0)

        self.column4.addLayout(self.placeRoom)

        self.figures = Prose(self.chosen)
        self.figures.setObjectName(u"figures")
        self.figures.setProperty(u"role", u"quiet")

        self.column4.addWidget(self.figures)


        self.row5.addLayout(self.column4)

        self.another = QPushButton(self.chosen)
        self.another.setObjectName(u"another")
        self.another.setAutoDefault(False)

        self.row5.addWidget(self.another)

        self.row5.setStretch(0, 1)

        self.column11.addWidget(self.chosen)

        self.kindCard = QFrame(LedgerImportFile)
        self.kindCard.setObjectName(u"kindCard")
        self.kindCard.setProperty(u"role", u"card")
        self.column12 = QVBoxLayout(self.kindCard)
        self.column12.setSpacing(8)
        self.column12.setObjectName(u"column12")
        self.column12.setContentsMargins(16, 12, 16, 12)
        self.row7 = QHBoxLayout()
        self.row7.setSpacing(8)
        self.row7.setObjectName(u"row7")
        self.row7.setContentsMargins(0, 0, 0, 0)
        self.kindLabel = QLabel(self.kindCard)
        self.kindLabel.setObjectName(u"kindLabel")
        self.kindLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.row7.addWidget(self.kindLabel)

        self.kind = QComboBox(self.kindCard)
        self.kind.setObjectName(u"kind")
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(16)

        self.row7.addWidget(self.kind)

        self.likelier = QPushButton(self.kindCard)
        self.likelier.setObjectName(u"likelier")
        self.likelier.setAutoDefault(False)

        self.row7.addWidget(self.likelier)

        self.spacer7 = QSpacerItem(0, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.row7.addItem(self.spacer7)

        self.row7.setStretch(3, 1)

        self.column12.addLayout(self.row7)

        self.kindTold = Prose(self.kindCard)
        self.kindTold.setObjectName(u"kindTold")

        self.column12.addWidget(self.kindTold)


        self.column11.addWidget(self.kindCard)

        self.passwordCard = QFrame(LedgerImportFile)
        self.passwordCard.setObjectName(u"passwordCard")
        self.passwordCard.setProperty(u"role", u"proposal")
        self.column7 = QVBoxLayout(self.passwordCard)
        self.column7.setSpacing(8)
        self.column7.setObjectName(u"column7")
        self.column7.setContentsMargins(16, 16, 16, 16)
        self.passwordLabel = Prose(self.passwordCard)
        self.passwordLabel.setObjectName(u"passwordLabel")

        self.column7.addWidget(self.passwordLabel)

        self.row6 = QHBoxLayout()
        self.row6.setSpacing(8)
        self.row6.setObjectName(u"row6")
        self.row6.setContentsMargins(0, 0, 0, 0)
        self.password = QLineEdit(self.passwordCard)
        self.password.setObjectName(u"password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)

        self.row6.addWidget(self.password)

        self.unlock = QPushButton(self.passwordCard)
        self.unlock.setObjectName(u"unlock")
        self.unlock.setAutoDefault(False)

        self.row6.addWidget(self.unlock)


        self.column7.addLayout(self.row6)


        self.column11.addWidget(self.passwordCard)

        self.progressRoom = QVBoxLayout()
        self.progressRoom.setSpacing(8)
        self.progressRoom.setObjectName(u"progressRoom")
        self.progressRoom.setContentsMargins(0, 0, 0, 0)

        self.column11.addLayout(self.progressRoom)

        self.noticeRoom = QVBoxLayout()
        self.noticeRoom.setSpacing(8)
        self.noticeRoom.setObjectName(u"noticeRoom")
        self.noticeRoom.setContentsMargins(0, 0, 0, 0)

        self.column11.addLayout(self.noticeRoom)

        self.recentBox = QWidget(LedgerImportFile)
        self.recentBox.setObjectName(u"recentBox")
        self.column10 = QVBoxLayout(self.recentBox)
        self.column10.setSpacing(4)
        self.column10.setObjectName(u"column10")
        self.column10.setContentsMargins(0, 0, 0, 0)
        self.recentTitle = Prose(self.recentBox)
        self.recentTitle.setObjectName(u"recentTitle")
        self.recentTitle.setProperty(u"role", u"quiet")

        self.column10.addWidget(self.recentTitle)

        self.recent = QListWidget(self.recentBox)
        self.recent.setObjectName(u"recent")

        self.column10.addWidget(self.recent)


        self.column11.addWidget(self.recentBox)

        self.spacer2 = QSpacerItem(20, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column11.addItem(self.spacer2)

#if QT_CONFIG(shortcut)
        self.kindLabel.setBuddy(self.kind)
        self.passwordLabel.setBuddy(self.password)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.browse, self.another)
        QWidget.setTabOrder(self.another, self.kind)
        QWidget.setTabOrder(self.kind, self.likelier)
        QWidget.setTabOrder(self.likelier, self.kind)
        QWidget.setTabOrder(self.kind, self.likelier)
        QWidget.setTabOrder(self.likelier, self.password)
        QWidget.setTabOrder(self.password, self.unlock)
        QWidget.setTabOrder(self.unlock, self.recent)

        self.retranslateUi(LedgerImportFile)

        QMetaObject.connectSlotsByName(LedgerImportFile)
    # setupUi

    def retranslateUi(self, LedgerImportFile):
        self.dropTitle.setText(QCoreApplication.translate("LedgerImportFile", u"Drop the file of the ledger here", None))
        self.dropHint.setText(QCoreApplication.translate("LedgerImportFile", u"Excel (.xlsx .xlsm .xlsb .xls), OpenDocument (.ods) or CSV. Title rows above the headings, notes below and several sheets may stay as they are.", None))
        self.browse.setText(QCoreApplication.translate("LedgerImportFile", u"Choose a file\u2026", None))
        self.another.setText(QCoreApplication.translate("LedgerImportFile", u"Choose another\u2026", None))
        self.kindLabel.setText(QCoreApplication.translate("LedgerImportFile", u"Import as", None))
#if QT_CONFIG(accessibility)
        self.kind.setAccessibleName(QCoreApplication.translate("LedgerImportFile", u"Ledger that the file is imported as", None))
#endif // QT_CONFIG(accessibility)
        self.passwordLabel.setText(QCoreApplication.translate("LedgerImportFile", u"The file is protected with a password. It is used for reading only and kept nowhere.", None))
#if QT_CONFIG(accessibility)
        self.password.setAccessibleName(QCoreApplication.translate("LedgerImportFile", u"Password of the file", None))
#endif // QT_CONFIG(accessibility)
        self.unlock.setText(QCoreApplication.translate("LedgerImportFile", u"Open the file", None))
        self.recentTitle.setText(QCoreApplication.translate("LedgerImportFile", u"Files imported or looked at before", None))
#if QT_CONFIG(accessibility)
        self.recent.setAccessibleName(QCoreApplication.translate("LedgerImportFile", u"Files imported or looked at before", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi

