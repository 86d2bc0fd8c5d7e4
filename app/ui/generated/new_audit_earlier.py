# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'new_audit_earlier.ui'
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

class Ui_NewAuditEarlier(object):
    def setupUi(self, NewAuditEarlier):
        if not NewAuditEarlier.objectName():
            NewAuditEarlier.setObjectName(u"NewAuditEarlier")
        self.column6 = QVBoxLayout(NewAuditEarlier)
        self.column6.setSpacing(8)
        self.column6.setObjectName(u"column6")
        self.column6.setContentsMargins(0, 0, 0, 0)
        self.fileLabel = Prose(NewAuditEarlier)
        self.fileLabel.setObjectName(u"fileLabel")

        self.column6.addWidget(self.fileLabel)

        self.row3 = QHBoxLayout()
        self.row3.setSpacing(8)
        self.row3.setObjectName(u"row3")
        self.file = QLineEdit(NewAuditEarlier)
        self.file.setObjectName(u"file")

        self.row3.addWidget(self.file)

        self.browse = QPushButton(NewAuditEarlier)
        self.browse.setObjectName(u"browse")
        self.browse.setAutoDefault(False)

        self.row3.addWidget(self.browse)


        self.column6.addLayout(self.row3)

        self.hint = Prose(NewAuditEarlier)
        self.hint.setObjectName(u"hint")
        self.hint.setProperty(u"role", u"hint")

        self.column6.addWidget(self.hint)

        self.told = QVBoxLayout()
        self.told.setSpacing(8)
        self.told.setObjectName(u"told")

        self.column6.addLayout(self.told)

        self.spacer3 = QSpacerItem(20, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column6.addItem(self.spacer3)

#if QT_CONFIG(shortcut)
        self.fileLabel.setBuddy(self.file)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.file, self.browse)

        self.retranslateUi(NewAuditEarlier)

        QMetaObject.connectSlotsByName(NewAuditEarlier)
    # setupUi

    def retranslateUi(self, NewAuditEarlier):
        self.fileLabel.setText(QCoreApplication.translate("NewAuditEarlier", u"File of the earlier audit", None))
#if QT_CONFIG(accessibility)
        self.file.setAccessibleName(QCoreApplication.translate("NewAuditEarlier", u"File of the earlier audit", None))
#endif // QT_CONFIG(accessibility)
        self.browse.setText(QCoreApplication.translate("NewAuditEarlier", u"Browse\u2026", None))
        self.hint.setText(QCoreApplication.translate("NewAuditEarlier", u"Leave it empty to begin anew. The earlier file is only read and stays as it is.", None))
        pass
    # retranslateUi

