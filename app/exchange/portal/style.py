"""How the pages look.

Written for browsers of the last fifteen years: tables and inline blocks where newer ones would use a grid, every
property that came late beside one that old browsers know. Without any of it the pages still read from top to bottom.
"""

STYLE = """\
* { -webkit-box-sizing: border-box; box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; padding: 0; color: #1e2421; background: #f6f7f5; font-size: 17px; line-height: 1.7;
  font-family: "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei",
    "SimSun", sans-serif; }
main { display: table; table-layout: fixed; width: 100%; max-width: 1440px; margin: 0 auto; border-spacing: 16px; }
section { display: table-cell; vertical-align: top; background: #fff; border: 1px solid #d9ddd8; border-radius: 4px; }
main.wide { display: block; padding: 16px; }
main.wide section { display: block; width: auto; margin: 0 0 16px; }
.inner { padding: 20px 24px; }
h1, h2, h3, p, ul, dl { margin: 0; padding: 0; }
h1 { font-size: 1.6em; line-height: 1.35; }
h2 { font-size: 1.2em; line-height: 1.4; }
h3 { font-size: 1em; line-height: 1.5; }
ul { list-style: none; }
a { color: #0b6e6e; }
a:hover { color: #084f4f; }
a:focus, [tabindex]:focus { outline: 3px solid #0b6e6e; outline-offset: 2px; }
.over, .day, .way, footer, dt { color: #5c6661; }
.day, td.number { font-variant-numeric: tabular-nums; }
.text p, dd { white-space: pre-line; }
.block { word-wrap: break-word; overflow-wrap: break-word; }
.day { white-space: nowrap; }
.marked { border: 2px solid #b26a00; border-radius: 4px; padding: 6px 12px; font-weight: bold; }
.skip { position: absolute; left: -9999px; }
.skip:focus { position: static; }
.scripts { display: none; }

section.zh h1 { margin: 4px 0 16px; }
section.zh h2 { margin: 28px 0 8px; padding-bottom: 4px; border-bottom: 2px solid #0b6e6e; }
section.zh h3 { margin: 16px 0 4px; }
section.zh .text { margin: 0 0 12px; }
section.zh .text p { text-indent: 2em; }
section.zh .marked { margin: 0 0 16px; }
section.zh .way { margin: 0 0 12px; }
section.zh .way li { display: inline; }
section.zh .way li + li:before { content: "\\203a"; padding: 0 8px; }
section.zh ul li { padding: 4px 0; }
section.zh dl { overflow: hidden; }
section.zh dt { float: left; clear: left; width: 6em; padding: 2px 0; }
section.zh dd { margin: 0 0 0 6em; padding: 2px 0; }
section.zh .table { overflow-x: auto; margin: 0 0 16px; }
section.zh .table + .block { margin-top: 20px; }
footer { margin: 32px 0 0; padding: 12px 0 0; border-top: 1px solid #d9ddd8; font-size: .9em; }

table { border-collapse: collapse; }
section.zh table { width: 100%; }
section.zh td { min-width: 4.5em; }
section.zh td.number { min-width: 0; }
th, td { border: 1px solid #c3c9c3; padding: 5px 9px; text-align: left; vertical-align: top; }
th { background: #edf1ee; font-weight: bold; }
th.number, td.number { text-align: right; }
td.number { white-space: nowrap; }
tfoot { display: table-row-group; } /* Else printers repeat the totals under every page. */
tfoot td { font-weight: bold; background: #f6f7f5; }

section.mn { font-size: 19px; line-height: 1.6;
  font-family: "Noto Sans Mongolian", "Mongolian Baiti", "Menk Hawang Tig", "Menksoft Hawang", "Mongolian White",
    "Mongol Usug", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei",
    "SimSun", sans-serif; }
section.mn .block { display: inline-block; vertical-align: top; height: 27em; max-width: 100%; margin: 0 10px 18px 0;
  overflow: auto;
  -ms-writing-mode: tb-lr; -webkit-writing-mode: vertical-lr; writing-mode: vertical-lr;
  -webkit-text-orientation: mixed; text-orientation: mixed; }
section.mn .files { display: inline; }
section.mn .kept { display: inline; white-space: nowrap; }
section.mn .kept .block { white-space: normal; }
section.mn .table { height: auto; max-height: 38em; font-size: .85em; line-height: 1.45; }
main.wide section.mn .table { max-height: 60em; }
section.mn .upright { font-family: "Noto Sans SC", "Microsoft YaHei", sans-serif;
  -ms-text-combine-horizontal: all; -webkit-text-combine: horizontal; text-combine-upright: all; }
section.mn h1 { font-size: 1.5em; line-height: 1.4; }
section.mn h2 { padding: 0 0 0 4px; border-left: 2px solid #0b6e6e; }
section.mn .head { margin-right: 14px; }
section.mn dt, section.mn dd { margin: 0; }
section.mn dt { padding-left: 6px; }
section.mn ul li { padding: 0 3px; }
section.mn th, section.mn td { padding: 9px 3px; text-align: left; text-align: start; }
section.mn th.number, section.mn td.number { text-align: right; text-align: end; }
section.mn footer { display: inline; border: 0; }

@media screen and (max-width: 900px) {
  main, main.wide { display: block; padding: 8px; }
  section, main.wide section { display: block; width: auto; margin: 0 0 12px; }
  .inner { padding: 14px; }
  .scripts { display: block; padding: 10px 16px 0; }
  .scripts a { display: inline-block; padding: 8px 16px 8px 0; }
  h1 { font-size: 1.4em; }
}
@media print {
  @page { margin: 16mm; }
  body { font-size: 11pt; background: #fff; color: #000; }
  main, main.wide, section, main.wide section { display: block; width: auto; border: 0; margin: 0; padding: 0; }
  section + section { page-break-before: always; break-before: page; }
  .inner { padding: 0; }
  section + section footer, .scripts, .skip, section.zh .way, section.mn .way, section.zh .files, section.mn .files {
    display: none; }
  dl, .marked { page-break-inside: avoid; break-inside: avoid; }
  th, td { padding: 2px 7px; }
  section.mn { font-size: 12pt; }
  section.mn .block { page-break-inside: avoid; break-inside: avoid; overflow: visible; }
  section.mn .table, main.wide section.mn .table { max-height: 56em; }
  section.zh td { min-width: 0; }
  section.zh .table { overflow: visible; }
  thead { display: table-header-group; }
  tr { page-break-inside: avoid; break-inside: avoid; }
  a { color: #000; text-decoration: none; }
}
"""
