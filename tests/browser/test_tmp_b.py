from datetime import date
from pathlib import Path
from data_access import accounts, imports, programme
from data_access.programme import PhaseDates
from data_access.vocabulary import Role
from tests import factories
G=Path('/work/shared/data'); O='/tmp/shots_b/'
def test_shots(served, sign_in):
    a=factories.administrator()
    programme.create_programme(a,"SEND Cluster Model","861",date(2025,9,1),date(2026,8,31),"Stoke-on-Trent")
    programme.set_phases(a,[PhaseDates(date(2025,9,1),date(2026,5,31),"Central pilot"),PhaseDates(date(2026,6,1),date(2028,8,31),"City-wide")])
    accounts.create_user(a,"admin@example.org","Ada",Role.ADMINISTRATOR,"orchard lantern copper")
    page=sign_in(served,"admin@example.org","orchard lantern copper")
    page.goto(served+"/imports"); page.get_by_text("Kind of file").wait_for()
    def load(kind, path, press=True):
        page.locator("label").filter(has_text=kind).first.click()
        page.wait_for_timeout(800)
        page.locator("input[type=file]").set_input_files(str(path))
        page.get_by_text("What it would change").wait_for()
        page.wait_for_timeout(1000)
    load("Settings (GIAS)", G/"gias/settings_861.csv")
    page.screenshot(path=O+"imports1.png", full_page=True)
    page.get_by_role("button",name="Load this file").click(); page.get_by_text("Saved.").wait_for(); page.wait_for_timeout(800)
    page.screenshot(path=O+"imports2.png")
    load("Clusters and their settings", G/"gias/clusters_central_2025.csv")
    page.screenshot(path=O+"imports3.png")
    page.get_by_role("button",name="Load the other rows").click(); page.get_by_text("Saved.").wait_for()
    for n in ("programme","targets","term-dates","successors","clusters"):
        page.goto(served+"/"+n); page.locator("h1").wait_for(); page.wait_for_timeout(2500)
        page.screenshot(path=O+n+".png")
        page.locator('[data-testid="stMain"]').evaluate("e=>e.scrollTo(0,900)"); page.wait_for_timeout(700)
        page.screenshot(path=O+n+"_2.png")
    page.get_by_role("tab",name="Outlines").click()
    page.locator("input[type=file]").set_input_files(str(G/"boundaries/wards_by_lad_E06000021.json")); page.wait_for_timeout(3000)
    page.locator('[data-testid="stMain"]').evaluate("e=>e.scrollTo(0,2900)"); page.wait_for_timeout(700)
    page.screenshot(path=O+"outline.png")
    page.get_by_role("button",name="Save the outlines").click(); page.get_by_text("outlines are saved").wait_for()
    page.goto(served+"/map"); page.locator("h1").wait_for(); page.wait_for_timeout(5000); page.screenshot(path=O+"map.png")
    page.set_viewport_size({"width":390,"height":800}); page.goto(served+"/imports"); page.get_by_text("Kind of file").wait_for(); page.wait_for_timeout(1500); page.screenshot(path=O+"imports_phone.png")
