# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'about.ui'
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
from PySide6.QtWidgets import (QApplication, QDialog, QHBoxLayout, QLabel,
    QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout,
    QWidget)

from app.ui.dialogs.folders_part import FoldersPart
from app.ui.widgets.prose import Prose

class Ui_About(object):
    def setupUi(self, About):
        if not About.objectName():
            About.setObjectName(u"About")
        About.resize(640, 420)
        self.column6 = QVBoxLayout(About)
        self.column6.setSpacing(12)
        self.column6.setObjectName(u"column6")
        self.column6.setContentsMargins(20, 20, 20, 20)
        self.row3 = QHBoxLayout()
        self.row3.setSpacing(16)
        self.row3.setObjectName(u"row3")
        self.sign = QLabel(About)
        self.sign.setObjectName(u"sign")

        self.row3.addWidget(self.sign)

        self.column1 = QVBoxLayout()
        self.column1.setSpacing(8)
        self.column1.setObjectName(u"column1")
        self.column1.setContentsMargins(0, 0, 0, 0)
        self.name = QLabel(About)
        self.name.setObjectName(u"name")
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setProperty(u"role", u"title")

        self.column1.addWidget(self.name)

        self.version = Prose(About)
        self.version.setObjectName(u"version")
        self.version.setProperty(u"role", u"quiet")

        self.column1.addWidget(self.version)


        self.row3.addLayout(self.column1)

        self.spacer2 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.row3.addItem(self.spacer2)


        self.column6.addLayout(self.row3)

        self.purpose = Prose(About)
        self.purpose.setObjectName(u"purpose")

        self.column6.addWidget(self.purpose)

        self.folders = FoldersPart(About)
        self.folders.setObjectName(u"folders")

        self.column6.addWidget(self.folders)

        self.terms = Prose(About)
        self.terms.setObjectName(u"terms")
        self.terms.setProperty(u"role", u"quiet")

        self.column6.addWidget(self.terms)

        self.row5 = QHBoxLayout()
        self.row5.setSpacing(8)
        self.row5.setObjectName(u"row5")
        self.copy = QPushButton(About)
        self.copy.setObjectName(u"copy")
        self.copy.setAutoDefault(False)

        self.row5.addWidget(self.copy)

        self.licences = QPushButton(About)
        self.licences.setObjectName(u"licences")
        self.licences.setAutoDefault(False)

        self.row5.addWidget(self.licences)

        self.spacer4 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.row5.addItem(self.spacer4)

        self.close = QPushButton(About)
        self.close.setObjectName(u"close")
        self.close.setAutoDefault(False)
        self.close.setProperty(u"role", u"primary")

        self.row5.addWidget(self.close)


        self.column6.addLayout(self.row5)

        QWidget.setTabOrder(self.copy, self.licences)
        QWidget.setTabOrder(self.licences, self.close)

        self.retranslateUi(About)

        QMetaObject.connectSlotsByName(About)
    # setupUi

    def retranslateUi(self, About):
        self.terms.setText(QCoreApplication.translate("About", u"Shadan is free software under the MIT licence. The window is made with Qt and PySide6 (LGPL-3.0-only), used as separate libraries that may be replaced.", None))
        self.copy.setText(QCoreApplication.translate("About", u"Copy the version", None))
        self.licences.setText(QCoreApplication.translate("About", u"Licences\u2026", None))
        self.close.setText(QCoreApplication.translate("About", u"Close", None))
        pass
    # retranslateUi

