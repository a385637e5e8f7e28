"""The pages in the order of the navigation; a new page is a line here."""

from app.i18n import N_
from app.ui.widgets.page import PageSpec

PAGES = (
    PageSpec("home", N_("今天"), "home", "app.ui.home.page:HomePage"),
    PageSpec("catalog", N_("标准目录"), "catalog", "app.ui.catalog.page:CatalogPage"),
    PageSpec("disclosures", N_("公开台账"), "disclosures", "app.ui.disclosures.page:DisclosuresPage"),
    PageSpec("villages", N_("嘎查村"), "villages", "app.ui.villages.page:VillagesPage"),
    PageSpec("notices", N_("公示"), "notices", "app.ui.notices.page:NoticesPage"),
    PageSpec("payouts", N_("补贴发放"), "payouts", "app.ui.payouts.page:PayoutsPage"),
    PageSpec("requests", N_("依申请公开"), "requests", "app.ui.requests.page:RequestsPage"),
    PageSpec("report", N_("年度报告"), "report", "app.ui.report.page:ReportPage"),
    PageSpec("packages", N_("报送"), "packages", "app.ui.packages.page:PackagesPage"),
    PageSpec("settings", N_("设置"), "settings", "app.ui.settings.page:SettingsPage"),
)

# Which page shows a record that the search over everything found.
PAGE_OF_KIND = {
    "disclosure": "disclosures",
    "attachment": "disclosures",
    "catalog_item": "catalog",
    "catalog_version": "catalog",
    "catalog_exception": "catalog",
    "office": "villages",
    "board": "villages",
    "village_matter": "villages",
    "notice": "notices",
    "payout_roll": "payouts",
    "request": "requests",
}
