# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'ledger_import_check.ui'
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
from PySide6.QtWidgets import (QApplication, QComboBox, QHBoxLayout, QHeaderView,
    QLabel, QPushButton, QSizePolicy, QSpacerItem,
    QTableView, QVBoxLayout, QWidget)

from app.ui.widgets.prose import Prose

class Ui_LedgerImportCheck(object):
    def setupUi(self, LedgerImportCheck):
        if not LedgerImportCheck.objectName():
            LedgerImportCheck.setObjectName(u"LedgerImportCheck")
        self.column7 = QVBoxLayout(LedgerImportCheck)
        self.column7.setSpacing(8)
        self.column7.setObjectName(u"column7")
        self.column7.setContentsMargins(0, 0, 0, 0)
        self.progressRoom = QVBoxLayout()
        self.progressRoom.setSpacing(8)
        self.progressRoom.setObjectName(u"progressRoom")
        self.progressRoom.setContentsMargins(0, 0, 0, 0)

        self.column7.addLayout(self.progressRoom)

        self.noticeRoom = QVBoxLayout()
        self.noticeRoom.setSpacing(8)
        self.noticeRoom.setObjectName(u"noticeRoom")
        self.noticeRoom.setContentsMargins(0, 0, 0, 0)

        self.column7.addLayout(self.noticeRoom)

        self.found = QWidget(LedgerImportCheck)
        self.found.setObjectName(u"found")
        self.column6 = QVBoxLayout(self.found)
        self.column6.setSpacing(8)
        self.column6.setObjectName(u"column6")
        self.column6.setContentsMargins(0, 0, 0, 0)
        self.countsRoom = QVBoxLayout()
        self.countsRoom.setSpacing(8)
        self.countsRoom.setObjectName(u"countsRoom")
        self.countsRoom.setContentsMargins(0, 0, 0, 0)

        self.column6.addLayout(self.countsRoom)

        self.told = Prose(self.found)
        self.told.setObjectName(u"told")

        self.column6.addWidget(self.told)

        self.officesRoom = QVBoxLayout()
        self.officesRoom.setSpacing(8)
        self.officesRoom.setObjectName(u"officesRoom")
        self.officesRoom.setContentsMargins(0, 0, 0, 0)

        self.column6.addLayout(self.officesRoom)

        self.row4 = QHBoxLayout()
        self.row4.setSpacing(8)
        self.row4.setObjectName(u"row4")
        self.row4.setContentsMargins(0, 0, 0, 0)
        self.problemsTitle = QLabel(self.found)
        self.problemsTitle.setObjectName(u"problemsTitle")
        self.problemsTitle.setTextFormat(Qt.TextFormat.PlainText)
        self.problemsTitle.setProperty(u"role", u"section")

        self.row4.addWidget(self.problemsTitle)

        self.spacer1 = QSpacerItem(20, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.row4.addItem(self.spacer1)

        self.kind = QComboBox(self.found)
        self.kind.setObjectName(u"kind")
        self.kind.setMinimumSize(QSize(240, 0))

        self.row4.addWidget(self.kind)


        self.column6.addLayout(self.row4)

        self.problems = QTableView(self.found)
        self.problems.setObjectName(u"problems")
        self.problems.setShowGrid(False)
        self.problems.setWordWrap(True)

        self.column6.addWidget(self.problems)

        self.none = Prose(self.found)
        self.none.setObjectName(u"none")
        self.none.setProperty(u"role", u"quiet")

        self.column6.addWidget(self.none)

        self.row5 = QHBoxLayout()
        self.row5.setSpacing(12)
        self.row5.setObjectName(u"row5")
        self.row5.setContentsMargins(0, 0, 0, 0)
        self.hint = Prose(self.found)
        self.hint.setObjectName(u"hint")
        self.hint.setProperty(u"role", u"hint")

        self.row5.addWidget(self.hint)

        self.again = QPushButton(self.found)
        self.again.setObjectName(u"again")
        self.again.setAutoDefault(False)

        self.row5.addWidget(self.again)

        self.row5.setStretch(0, 1)

        self.column6.addLayout(self.row5)

        self.column6.setStretch(4, 1)

        self.column7.addWidget(self.found)

        self.spacer2 = QSpacerItem(20, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column7.addItem(self.spacer2)

        self.column7.setStretch(2, 1)
        QWidget.setTabOrder(self.kind, self.problems)
        QWidget.setTabOrder(self.problems, self.again)

        self.retranslateUi(LedgerImportCheck)

        QMetaObject.connectSlotsByName(LedgerImportCheck)
    # setupUi

    def retranslateUi(self, LedgerImportCheck):
#if QT_CONFIG(accessibility)
        self.kind.setAccessibleName(QCoreApplication.translate("LedgerImportCheck", u"Kind of problem", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.problems.setAccessibleName(QCoreApplication.translate("LedgerImportCheck", u"Problems of rows and cells", None))
#endif // QT_CONFIG(accessibility)
        self.none.setText(QCoreApplication.translate("LedgerImportCheck", u"Nothing in the file needs to be looked at.", None))
        self.hint.setText(QCoreApplication.translate("LedgerImportCheck", u"Double click or F2 in the column \u201cWritten\u201d corrects a value for this import; the file itself stays as it is.", None))
        self.again.setText(QCoreApplication.translate("LedgerImportCheck", u"Check again", None))
        pass
    # retranslateUi

