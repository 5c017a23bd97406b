// Draws pages of [x, y, alignment, text] with npm's pdfkit or jspdf: draw.js pdfkit|jspdf OUT < pages.json
// BENCH_NPM is the folder node_modules that holds them.
const fs = require('fs')
const load = name => require(require.resolve(name, { paths: [process.env.BENCH_NPM || '.'] }))
const [how, out] = process.argv.slice(2)
const pages = JSON.parse(fs.readFileSync(0))

if (how === 'pdfkit') {
  const doc = new (load('pdfkit'))({ size: 'A4', margin: 0, autoFirstPage: false })
  doc.pipe(fs.createWriteStream(out))
  for (const cells of pages) {
    doc.addPage().font('/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf').fontSize(8)
    for (const [x, y, align, text] of cells) {
      doc.text(text, align === 'r' ? x - doc.widthOfString(text) : x, y, { lineBreak: false, baseline: 'alphabetic' })
    }
  }
  doc.end()
} else {
  const doc = new (load('jspdf').jsPDF)({ unit: 'pt', format: 'a4' })
  doc.setFontSize(8.5)
  pages.forEach((cells, n) => {
    if (n > 0) doc.addPage()
    for (const [x, y, align, text] of cells) doc.text(text, x, y, { align: align === 'r' ? 'right' : 'left' })
  })
  fs.writeFileSync(out, Buffer.from(doc.output('arraybuffer')))
}
