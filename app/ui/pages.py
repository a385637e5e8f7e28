"""The pages in the order of the navigation; a new page is a line here."""

from app.i18n import N_
from app.ui.widgets.page import PageSpec

PAGES = (
    PageSpec("home", N_("今天"), "home", "app.ui.home.page:HomePage"),
    PageSpec("catalog", N_("标准目录"), "catalog", "app.ui.catalog.page:CatalogPage"),
    PageSpec("disclosures", N_("公开台账"), "disclosures", "app.ui.disclosures.page:DisclosuresPage"),
    PageSpec("settings", N_("设置"), "settings", "app.ui.settings.page:SettingsPage"),
)

# Which page shows a record that the search over everything found.
PAGE_OF_KIND = {
    "disclosure": "disclosures",
    "attachment": "disclosures",
    "catalog_item": "catalog",
    "catalog_version": "catalog",
    "catalog_exception": "catalog",
    "office": "settings",
}
