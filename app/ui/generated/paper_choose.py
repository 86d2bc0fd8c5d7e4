# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'paper_choose.ui'
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
from PySide6.QtWidgets import (QAbstractButton, QApplication, QDialog, QDialogButtonBox,
    QLabel, QLineEdit, QListWidget, QListWidgetItem,
    QSizePolicy, QVBoxLayout, QWidget)

from app.ui.widgets.prose import Prose

class Ui_PaperChoose(object):
    def setupUi(self, PaperChoose):
        if not PaperChoose.objectName():
            PaperChoose.setObjectName(u"PaperChoose")
        self.layout = QVBoxLayout(PaperChoose)
        self.layout.setSpacing(12)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(24, 24, 24, 24)
        self.told = Prose(PaperChoose)
        self.told.setObjectName(u"told")

        self.layout.addWidget(self.told)

        self.search_box = QVBoxLayout()
        self.search_box.setSpacing(4)
        self.search_box.setObjectName(u"search_box")
        self.search_box.setContentsMargins(0, 0, 0, 0)
        self.search_label = QLabel(PaperChoose)
        self.search_label.setObjectName(u"search_label")
        self.search_label.setProperty(u"role", u"quiet")
        self.search_label.setTextFormat(Qt.TextFormat.PlainText)

        self.search_box.addWidget(self.search_label)

        self.search = QLineEdit(PaperChoose)
        self.search.setObjectName(u"search")

        self.search_box.addWidget(self.search)


        self.layout.addLayout(self.search_box)

        self.list_box = QVBoxLayout()
        self.list_box.setSpacing(4)
        self.list_box.setObjectName(u"list_box")
        self.list_box.setContentsMargins(0, 0, 0, 0)
        self.list_label = QLabel(PaperChoose)
        self.list_label.setObjectName(u"list_label")
        self.list_label.setProperty(u"role", u"quiet")
        self.list_label.setTextFormat(Qt.TextFormat.PlainText)

        self.list_box.addWidget(self.list_label)

        self.list = QListWidget(PaperChoose)
        self.list.setObjectName(u"list")

        self.list_box.addWidget(self.list)


        self.layout.addLayout(self.list_box)

        self.buttons = QDialogButtonBox(PaperChoose)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Cancel|QDialogButtonBox.StandardButton.Ok)

        self.layout.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.search_label.setBuddy(self.search)
        self.list_label.setBuddy(self.list)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PaperChoose)

        QMetaObject.connectSlotsByName(PaperChoose)
    # setupUi

    def retranslateUi(self, PaperChoose):
        PaperChoose.setWindowTitle(QCoreApplication.translate("PaperChoose", u"Papers to print", None))
        self.told.setText("")
        self.search_label.setText(QCoreApplication.translate("PaperChoose", u"Search", None))
        self.list_label.setText(QCoreApplication.translate("PaperChoose", u"Papers to choose from", None))
    # retranslateUi

