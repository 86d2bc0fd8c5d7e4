# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'plan_tracker.ui'
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
    QHeaderView, QLabel, QSizePolicy, QTableWidget,
    QTableWidgetItem, QVBoxLayout, QWidget)

from app.ui.widgets.prose import Prose

class Ui_PlanTracker(object):
    def setupUi(self, PlanTracker):
        if not PlanTracker.objectName():
            PlanTracker.setObjectName(u"PlanTracker")
        self.layout = QVBoxLayout(PlanTracker)
        self.layout.setSpacing(12)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(24, 24, 24, 24)
        self.told = Prose(PlanTracker)
        self.told.setObjectName(u"told")

        self.layout.addWidget(self.told)

        self.list_box = QVBoxLayout()
        self.list_box.setSpacing(4)
        self.list_box.setObjectName(u"list_box")
        self.list_box.setContentsMargins(0, 0, 0, 0)
        self.list_label = QLabel(PlanTracker)
        self.list_label.setObjectName(u"list_label")
        self.list_label.setProperty(u"role", u"quiet")
        self.list_label.setTextFormat(Qt.TextFormat.PlainText)

        self.list_box.addWidget(self.list_label)

        self.list = QTableWidget(PlanTracker)
        self.list.setObjectName(u"list")

        self.list_box.addWidget(self.list)


        self.layout.addLayout(self.list_box)

        self.left = Prose(PlanTracker)
        self.left.setObjectName(u"left")

        self.layout.addWidget(self.left)

        self.buttons = QDialogButtonBox(PlanTracker)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Cancel|QDialogButtonBox.StandardButton.Ok)

        self.layout.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.list_label.setBuddy(self.list)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PlanTracker)

        QMetaObject.connectSlotsByName(PlanTracker)
    # setupUi

    def retranslateUi(self, PlanTracker):
        PlanTracker.setWindowTitle(QCoreApplication.translate("PlanTracker", u"Take in the list of measures", None))
        self.told.setText("")
        self.list_label.setText(QCoreApplication.translate("PlanTracker", u"Differences", None))
        self.left.setText("")
    # retranslateUi

