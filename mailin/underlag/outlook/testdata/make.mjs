// Makes tuta-*.msg with the writer of .msg that Tuta's mail program exports by (npm: @tutao/oxmsg, MIT).
//   npm install --prefix DIR @tutao/oxmsg@0.2.3 && NODE_PATH=DIR node make.mjs DIR
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { join, dirname } from 'node:path'

const root = process.argv[2]
const { Email, Attachment } = await import(pathToFileURL(join(root, 'node_modules/@tutao/oxmsg/dist/index.js')))
const here = dirname(new URL(import.meta.url).pathname)
const sent = new Date('2026-11-02T08:00:00Z')

function mail(subject) {
  return new Email().subject(subject).sender('lon@ohrnfalks.example', 'Löneavdelningen Öhrnfalks').to('avgift@sef.se', 'SEF').sentOn(sent).receivedOn(sent)
}

const table = '<html><body><p>Hej! Fackavgifter för oktober 2026:</p><table><tr><th>Personnummer</th><th>Namn</th><th>Medlemsavgift</th><th>Kontrollavgift</th></tr>' +
  '<tr><td>19641209-9985</td><td>Jenny Björk</td><td>867,91</td><td>228,40</td></tr>' +
  '<tr><td>19671013-9970</td><td>Peter Hülphers</td><td>690,58</td><td>181,73</td></tr></table></body></html>'

writeFileSync(join(here, 'tuta-tabell.msg'), mail('Fackavgifter oktober').bodyText('Se tabellen i HTML-brevet.').bodyHtml(table).msg())
writeFileSync(join(here, 'tuta-bilaga.msg'), mail('Underlag oktober').bodyText('Hej! Avgifterna för oktober 2026 finns i bilagan.')
  .attach(new Attachment(new Uint8Array(readFileSync(join(here, '../../testdata/lista.xlsx'))), 'Lista åäö.xlsx')).msg())
writeFileSync(join(here, 'tuta-text.msg'), mail('Fackavgifter oktober').bodyText('Avgifter oktober 2026\n19641209-9985 Jenny Björk 867,91 228,40\n19671013-9970 Peter Hülphers 690,58 181,73\n').msg())
