package underlag

import (
	"context"
	"encoding/json"
	"fmt"

	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/mailin/underlag/filformat"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// functionDescribed reads a file of channel "file" in the child.
const functionDescribed = "underlag-described"

// Described reads the files of companies on channel "file" by their description (docs/filformat.md), and every other
// file as Sandboxed does.
type Described struct {
	*Sandboxed
	Layouts []filformat.Layout // valid; may be empty: then only our CSV form is known
}

// describedRequest crosses to the child; without a layout the data is our CSV form.
type describedRequest struct {
	Layout *filformat.Layout `json:"layout,omitempty"`
	Data   []byte            `json:"data"`
}

// Read implements [Reader]. A file with a line that is not as described gives no rows but a note for each such line.
func (d Described) Read(ctx context.Context, in Input) (Document, error) {
	request := describedRequest{Data: in.Data}
	if !filformat.IsCSV(in.Data) {
		if request.Layout = d.layoutOf(in.Data); request.Layout == nil {
			return d.Sandboxed.Read(ctx, in)
		}
	}
	doc := Document{Name: in.Name, Format: CSV, Exact: true}
	message, err := json.Marshal(request)
	if err != nil {
		return doc, fmt.Errorf("read attachment %d: %w", in.Index, err)
	}
	out, err := d.worker.Call(ctx, functionDescribed, message)
	if doc.Problem = problemOf(err); doc.Problem != None {
		return doc, nil
	}
	if err != nil {
		return doc, fmt.Errorf("read attachment %d: %w", in.Index, err)
	}
	var result filformat.Result
	if err := json.Unmarshal(out, &result); err != nil {
		doc.Problem = Crashed
		return doc, nil
	}
	doc.Sheets = result.Sheets
	for _, f := range result.Faults {
		doc.Problem = Broken
		doc.Notes = append(doc.Notes, Note{Code: NoteFault, Line: f.Line, Text: fmt.Sprintf("Filens rad %d: %s. Inget i filen är läst.", f.Line, f.Text)})
	}
	return doc, nil
}

// layoutOf gives the layout that a file is of, nil for none.
func (d Described) layoutOf(data []byte) *filformat.Layout {
	if len(d.Layouts) == 0 || Detect(data) != Plain {
		return nil
	}
	for i := range d.Layouts {
		if d.Layouts[i].Matches(data) {
			return &d.Layouts[i]
		}
	}
	return nil
}

// describedFunctions are what a child does for Described.
func describedFunctions() map[string]sandbox.Function {
	return map[string]sandbox.Function{functionDescribed: func(in []byte) ([]byte, error) {
		var request describedRequest
		if err := json.Unmarshal(in, &request); err != nil {
			return nil, err
		}
		if request.Layout != nil {
			return json.Marshal(request.Layout.Read(request.Data, sheet.DefaultLimits()))
		}
		return json.Marshal(filformat.ReadCSV(request.Data, sheet.DefaultLimits()))
	}}
}
