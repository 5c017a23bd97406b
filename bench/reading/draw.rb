# Draws pages of [x, y, alignment, text] with Ruby's prawn: draw.rb OUT < pages.json
require "json"
require "prawn"

Prawn::Fonts::AFM.hide_m17n_warning = true
pages = JSON.parse($stdin.read)
Prawn::Document.generate(ARGV[0], page_size: "A4", margin: 0) do
  font "Helvetica", size: 8.5
  pages.each_with_index do |cells, n|
    start_new_page if n > 0
    cells.each do |x, y, align, text|
      x -= width_of(text) if align == "r"
      draw_text text, at: [x, 842 - y]
    end
  end
end
