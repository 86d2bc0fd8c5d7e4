# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'findings_status.ui'
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
from PySide6.QtWidgets import (QAbstractButton, QApplication, QComboBox, QDialog,
    QDialogButtonBox, QLabel, QSizePolicy, QVBoxLayout,
    QWidget)

from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.prose import Prose

class Ui_FindingsStatus(object):
    def setupUi(self, FindingsStatus):
        if not FindingsStatus.objectName():
            FindingsStatus.setObjectName(u"FindingsStatus")
        self.layout = QVBoxLayout(FindingsStatus)
        self.layout.setSpacing(12)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(24, 24, 24, 24)
        self.told = Prose(FindingsStatus)
        self.told.setObjectName(u"told")

        self.layout.addWidget(self.told)

        self.status_box = QVBoxLayout()
        self.status_box.setSpacing(4)
        self.status_box.setObjectName(u"status_box")
        self.status_box.setContentsMargins(0, 0, 0, 0)
        self.status_label = QLabel(FindingsStatus)
        self.status_label.setObjectName(u"status_label")
        self.status_label.setProperty(u"role", u"quiet")
        self.status_label.setTextFormat(Qt.TextFormat.PlainText)

        self.status_box.addWidget(self.status_label)

        self.status = QComboBox(FindingsStatus)
        self.status.setObjectName(u"status")

        self.status_box.addWidget(self.status)


        self.layout.addLayout(self.status_box)

        self.remark_box = QVBoxLayout()
        self.remark_box.setSpacing(4)
        self.remark_box.setObjectName(u"remark_box")
        self.remark_box.setContentsMargins(0, 0, 0, 0)
        self.remark_label = QLabel(FindingsStatus)
        self.remark_label.setObjectName(u"remark_label")
        self.remark_label.setProperty(u"role", u"quiet")
        self.remark_label.setTextFormat(Qt.TextFormat.PlainText)

        self.remark_box.addWidget(self.remark_label)

        self.remark = GrowingText(FindingsStatus)
        self.remark.setObjectName(u"remark")

        self.remark_box.addWidget(self.remark)


        self.layout.addLayout(self.remark_box)

        self.missing = Prose(FindingsStatus)
        self.missing.setObjectName(u"missing")
        self.missing.setProperty(u"role", u"quiet")

        self.layout.addWidget(self.missing)

        self.buttons = QDialogButtonBox(FindingsStatus)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Cancel|QDialogButtonBox.StandardButton.Ok)

        self.layout.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.status_label.setBuddy(self.status)
        self.remark_label.setBuddy(self.remark)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(FindingsStatus)

        QMetaObject.connectSlotsByName(FindingsStatus)
    # setupUi

    def retranslateUi(self, FindingsStatus):
        FindingsStatus.setWindowTitle(QCoreApplication.translate("FindingsStatus", u"Change the state of findings", None))
        self.told.setText("")
        self.status_label.setText(QCoreApplication.translate("FindingsStatus", u"How far it has been dealt with", None))
        self.remark_label.setText(QCoreApplication.translate("FindingsStatus", u"Remark (corrected: what was done and when; accepted: why)", None))
        self.missing.setText("")
    # retranslateUi

