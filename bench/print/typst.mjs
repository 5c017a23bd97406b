// Draws the table of the lists with typst: typst.mjs lists.json out.pdf n. Its compiler is the npm
// package @myriaddreamin/typst-ts-node-compiler (Debian has no typst).
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";

const [data, out, n] = process.argv.slice(2);
const lists = JSON.parse(readFileSync(data, "utf8")).slice(0, Number(n));
const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: ["/usr/share/fonts/truetype/noto"] }] });
const text = (s) => JSON.stringify(s);
const began = performance.now();
const pages = lists.map((l) => {
  const cells = l.rows.flatMap(([number, name], i) => [`[${i + 1}]`, `[#${text(number)}]`, `[#${text(name)}]`, "[]", "[]", "[]"]);
  return `#${text(l.number)}\n\n${l.company.map((c) => `#${text(c)}`).join(" \\\n")}\n\n#table(columns: (8mm, 28mm, 1fr, 30mm, 30mm, 14mm), stroke: .2mm,
  [*Nr*], [*Personnummer*], [*Namn*], [*Medlemsavgift*], [*Kontrollavgift*], [*Orsakskod*], ${cells.join(", ")})`;
});
const source = `#set page(paper: "a4", margin: 18mm)\n#set text(font: "Noto Sans", size: 9.5pt)\n${pages.join("\n#pagebreak()\n")}`;
writeFileSync(out, compiler.pdf({ mainFileContent: source }));
console.log(JSON.stringify({ seconds: (performance.now() - began) / 1000, bytes: statSync(out).size, lists: lists.length }));
