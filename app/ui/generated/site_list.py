# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'site_list.ui'
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
from PySide6.QtWidgets import (QApplication, QDialog, QHBoxLayout, QLineEdit,
    QListWidget, QListWidgetItem, QPushButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

from app.ui.widgets.prose import Prose

class Ui_SiteList(object):
    def setupUi(self, SiteList):
        if not SiteList.objectName():
            SiteList.setObjectName(u"SiteList")
        SiteList.resize(600, 520)
        self.column7 = QVBoxLayout(SiteList)
        self.column7.setSpacing(12)
        self.column7.setObjectName(u"column7")
        self.column7.setContentsMargins(20, 20, 20, 20)
        self.title = Prose(SiteList)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"title")

        self.column7.addWidget(self.title)

        self.lead = Prose(SiteList)
        self.lead.setObjectName(u"lead")
        self.lead.setProperty(u"role", u"quiet")

        self.column7.addWidget(self.lead)

        self.row1 = QHBoxLayout()
        self.row1.setSpacing(8)
        self.row1.setObjectName(u"row1")
        self.name = QLineEdit(SiteList)
        self.name.setObjectName(u"name")

        self.row1.addWidget(self.name)

        self.add = QPushButton(SiteList)
        self.add.setObjectName(u"add")
        self.add.setAutoDefault(False)

        self.row1.addWidget(self.add)

        self.paste = QPushButton(SiteList)
        self.paste.setObjectName(u"paste")
        self.paste.setAutoDefault(False)

        self.row1.addWidget(self.paste)


        self.column7.addLayout(self.row1)

        self.row4 = QHBoxLayout()
        self.row4.setSpacing(8)
        self.row4.setObjectName(u"row4")
        self.sites = QListWidget(SiteList)
        self.sites.setObjectName(u"sites")

        self.row4.addWidget(self.sites)

        self.column3 = QVBoxLayout()
        self.column3.setSpacing(8)
        self.column3.setObjectName(u"column3")
        self.column3.setContentsMargins(0, 0, 0, 0)
        self.rename = QPushButton(SiteList)
        self.rename.setObjectName(u"rename")
        self.rename.setAutoDefault(False)

        self.column3.addWidget(self.rename)

        self.remove = QPushButton(SiteList)
        self.remove.setObjectName(u"remove")
        self.remove.setAutoDefault(False)

        self.column3.addWidget(self.remove)

        self.restore = QPushButton(SiteList)
        self.restore.setObjectName(u"restore")
        self.restore.setAutoDefault(False)

        self.column3.addWidget(self.restore)

        self.spacer2 = QSpacerItem(20, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column3.addItem(self.spacer2)


        self.row4.addLayout(self.column3)


        self.column7.addLayout(self.row4)

        self.problem = Prose(SiteList)
        self.problem.setObjectName(u"problem")

        self.column7.addWidget(self.problem)

        self.row6 = QHBoxLayout()
        self.row6.setSpacing(8)
        self.row6.setObjectName(u"row6")
        self.spacer5 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.row6.addItem(self.spacer5)

        self.close = QPushButton(SiteList)
        self.close.setObjectName(u"close")
        self.close.setAutoDefault(False)
        self.close.setProperty(u"role", u"primary")

        self.row6.addWidget(self.close)


        self.column7.addLayout(self.row6)

        QWidget.setTabOrder(self.name, self.add)
        QWidget.setTabOrder(self.add, self.paste)
        QWidget.setTabOrder(self.paste, self.sites)
        QWidget.setTabOrder(self.sites, self.rename)
        QWidget.setTabOrder(self.rename, self.remove)
        QWidget.setTabOrder(self.remove, self.close)

        self.retranslateUi(SiteList)

        QMetaObject.connectSlotsByName(SiteList)
    # setupUi

    def retranslateUi(self, SiteList):
        self.title.setText(QCoreApplication.translate("SiteList", u"Sites to be examined", None))
        self.lead.setText(QCoreApplication.translate("SiteList", u"Answers of a site that is taken out stay in the file, and its findings are settled. Both come back when the site is taken back.", None))
#if QT_CONFIG(accessibility)
        self.name.setAccessibleName(QCoreApplication.translate("SiteList", u"Name of a site", None))
#endif // QT_CONFIG(accessibility)
        self.name.setPlaceholderText(QCoreApplication.translate("SiteList", u"for example \u5317\u55b6\u696d\u6240", None))
        self.add.setText(QCoreApplication.translate("SiteList", u"Add", None))
        self.paste.setText(QCoreApplication.translate("SiteList", u"Paste from Excel", None))
#if QT_CONFIG(accessibility)
        self.sites.setAccessibleName(QCoreApplication.translate("SiteList", u"Sites to be examined", None))
#endif // QT_CONFIG(accessibility)
        self.rename.setText(QCoreApplication.translate("SiteList", u"Rename", None))
        self.remove.setText(QCoreApplication.translate("SiteList", u"Remove", None))
        self.restore.setText(QCoreApplication.translate("SiteList", u"Take back", None))
        self.close.setText(QCoreApplication.translate("SiteList", u"Close", None))
        pass
    # retranslateUi

