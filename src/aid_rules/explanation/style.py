"""How does the page look, on a screen and on paper? Only fonts that the reader's machine has."""

CSS = """
:root{--ink:#1f2328;--soft:#59636e;--line:#d1d9e0;--bg:#f6f8fa;
--yes:#116329;--no:#a40e26;--open:#7d4e00}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1.5rem;color:var(--ink);background:#fff;line-height:1.65;
font-family:system-ui,"PingFang SC",
"Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif}
h1{font-size:1.5rem;margin:0 0 .3rem}
h2{font-size:1.2rem;margin:0;overflow-wrap:anywhere}
h3{font-size:1.05rem;margin:0}
h4{font-size:.85rem;margin:.9rem 0 .2rem;color:var(--soft);font-weight:600}
p{margin:.2rem 0}
table{border-collapse:collapse;width:100%;margin:1rem 0 2rem;
font-size:.92rem}
th,td{border:1px solid var(--line);padding:.4rem .6rem;text-align:left;
vertical-align:top;overflow-wrap:anywhere}
th{background:var(--bg)}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
a{color:inherit}
.household{border-top:3px solid var(--ink);padding-top:1rem;margin-top:2.5rem}
.sub{color:var(--soft);font-size:.9rem}
.total{font-size:1.1rem;font-weight:600;margin:.6rem 0}
.programme{border:1px solid var(--line);
border-left:5px solid var(--soft);border-radius:6px;
padding:.8rem 1rem;margin:.8rem 0}
.programme.eligible{border-left-color:var(--yes)}
.programme.ineligible{border-left-color:var(--no)}
.programme.undetermined{border-left-color:var(--open)}
.verdict{font-weight:600}
.eligible>.verdict,.verdict.eligible{color:var(--yes)}
.ineligible>.verdict,.verdict.ineligible{color:var(--no)}
.undetermined>.verdict,.verdict.undetermined{color:var(--open)}
.person{margin:.8rem 0 .4rem;padding-left:.8rem;border-left:2px solid var(--line)}
ul{list-style:none;margin:.2rem 0;padding:0}
li{margin:.25rem 0}
.mark{display:inline-block;width:1.4em;font-weight:700}
.mark.yes{color:var(--yes)}.mark.no{color:var(--no)}.mark.open{color:var(--open)}
.why{display:block;margin-left:1.4em;color:var(--soft);font-size:.92rem}
.sum{background:var(--bg);border-radius:4px;padding:.5rem .8rem;margin:.3rem 0;
font-variant-numeric:tabular-nums}
.sum b{font-weight:600}
.ask{background:#fff8c5;border-radius:4px;padding:.1rem .3rem}
.cite{color:var(--soft);font-size:.85rem}
details{margin:.3rem 0 .3rem .2rem}
summary{cursor:pointer;color:var(--soft);font-size:.9rem}
.tree{font-size:.88rem;margin-left:.9rem;border-left:1px dotted var(--line);padding-left:.7rem}
.tree summary,.tree .leaf{color:var(--ink)}
.tree .f{color:var(--soft)}
footer{margin-top:1rem;color:var(--soft);font-size:.75rem;overflow-wrap:anywhere}
@media print{body{max-width:none;padding:0;font-size:10.5pt}.household{break-before:page}
.programme,.person,tr{break-inside:avoid}details:not([open]){display:none}
.ask{background:none;border:1px solid var(--line)}}
"""
