# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'new_audit_place.ui'
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
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QLineEdit, QPushButton,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from app.ui.widgets.prose import Prose

class Ui_NewAuditPlace(object):
    def setupUi(self, NewAuditPlace):
        if not NewAuditPlace.objectName():
            NewAuditPlace.setObjectName(u"NewAuditPlace")
        self.column3 = QVBoxLayout(NewAuditPlace)
        self.column3.setSpacing(8)
        self.column3.setObjectName(u"column3")
        self.column3.setContentsMargins(0, 0, 0, 0)
        self.fileLabel = Prose(NewAuditPlace)
        self.fileLabel.setObjectName(u"fileLabel")

        self.column3.addWidget(self.fileLabel)

        self.row1 = QHBoxLayout()
        self.row1.setSpacing(8)
        self.row1.setObjectName(u"row1")
        self.file = QLineEdit(NewAuditPlace)
        self.file.setObjectName(u"file")

        self.row1.addWidget(self.file)

        self.browse = QPushButton(NewAuditPlace)
        self.browse.setObjectName(u"browse")
        self.browse.setAutoDefault(False)

        self.row1.addWidget(self.browse)


        self.column3.addLayout(self.row1)

        self.hint = Prose(NewAuditPlace)
        self.hint.setObjectName(u"hint")
        self.hint.setProperty(u"role", u"hint")

        self.column3.addWidget(self.hint)

        self.share = Prose(NewAuditPlace)
        self.share.setObjectName(u"share")
        self.share.setProperty(u"role", u"hint")

        self.column3.addWidget(self.share)

        self.spacer2 = QSpacerItem(20, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column3.addItem(self.spacer2)

#if QT_CONFIG(shortcut)
        self.fileLabel.setBuddy(self.file)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.file, self.browse)

        self.retranslateUi(NewAuditPlace)

        QMetaObject.connectSlotsByName(NewAuditPlace)
    # setupUi

    def retranslateUi(self, NewAuditPlace):
        self.fileLabel.setText(QCoreApplication.translate("NewAuditPlace", u"File of the audit", None))
#if QT_CONFIG(accessibility)
        self.file.setAccessibleName(QCoreApplication.translate("NewAuditPlace", u"File of the audit", None))
#endif // QT_CONFIG(accessibility)
        self.browse.setText(QCoreApplication.translate("NewAuditPlace", u"Browse\u2026", None))
        self.hint.setText(QCoreApplication.translate("NewAuditPlace", u"Everything of the audit lies in this one file: answers, evidence, ledgers, plan and history. Each answer is on the disk before it is reported as saved.", None))
        self.share.setText(QCoreApplication.translate("NewAuditPlace", u"On a shared folder only one person can have it open at a time.", None))
        pass
    # retranslateUi

