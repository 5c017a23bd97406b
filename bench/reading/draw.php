<?php
// Draws pages of [x, y, alignment, text] with PHP's TCPDF, each text a cell: draw.php OUT < pages.json
require '/usr/share/php/tcpdf/tcpdf.php';

$pdf = new TCPDF('P', 'pt', 'A4', true, 'UTF-8');
$pdf->setPrintHeader(false);
$pdf->setPrintFooter(false);
$pdf->SetMargins(0, 0, 0);
$pdf->SetAutoPageBreak(false);
$pdf->SetFont('helvetica', '', 8.5);
foreach (json_decode(file_get_contents('php://stdin')) as $cells) {
    $pdf->AddPage();
    foreach ($cells as [$x, $y, $align, $text]) {
        $pdf->SetXY($align === 'r' ? $x - 80 : $x, $y - 10);
        $pdf->Cell($align === 'r' ? 80 : 200, 12, $text, 0, 0, strtoupper($align));
    }
}
$pdf->Output($argv[1], 'F');
