# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'new_audit_scope.ui'
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
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QHeaderView, QPushButton,
    QSizePolicy, QSpacerItem, QTreeWidget, QTreeWidgetItem,
    QVBoxLayout, QWidget)

from app.ui.widgets.prose import Prose

class Ui_NewAuditScope(object):
    def setupUi(self, NewAuditScope):
        if not NewAuditScope.objectName():
            NewAuditScope.setObjectName(u"NewAuditScope")
        self.column3 = QVBoxLayout(NewAuditScope)
        self.column3.setSpacing(8)
        self.column3.setObjectName(u"column3")
        self.column3.setContentsMargins(0, 0, 0, 0)
        self.row2 = QHBoxLayout()
        self.row2.setSpacing(8)
        self.row2.setObjectName(u"row2")
        self.all = QPushButton(NewAuditScope)
        self.all.setObjectName(u"all")
        self.all.setAutoDefault(False)

        self.row2.addWidget(self.all)

        self.none = QPushButton(NewAuditScope)
        self.none.setObjectName(u"none")
        self.none.setAutoDefault(False)

        self.row2.addWidget(self.none)

        self.spacer1 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.row2.addItem(self.spacer1)


        self.column3.addLayout(self.row2)

        self.areas = QTreeWidget(NewAuditScope)
        self.areas.setObjectName(u"areas")
        self.areas.setHeaderHidden(False)
        self.areas.setRootIsDecorated(True)

        self.column3.addWidget(self.areas)

        self.total = Prose(NewAuditScope)
        self.total.setObjectName(u"total")
        self.total.setProperty(u"role", u"quiet")

        self.column3.addWidget(self.total)

        QWidget.setTabOrder(self.all, self.none)
        QWidget.setTabOrder(self.none, self.areas)

        self.retranslateUi(NewAuditScope)

        QMetaObject.connectSlotsByName(NewAuditScope)
    # setupUi

    def retranslateUi(self, NewAuditScope):
        self.all.setText(QCoreApplication.translate("NewAuditScope", u"Choose all", None))
        self.none.setText(QCoreApplication.translate("NewAuditScope", u"Choose none", None))
#if QT_CONFIG(accessibility)
        self.areas.setAccessibleName(QCoreApplication.translate("NewAuditScope", u"Areas to be examined", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi

