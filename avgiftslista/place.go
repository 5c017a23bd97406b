package avgiftslista

// Place says where something stood in what came in.
//
// UNDERLAG put this file down by TEAM.md's sketch so that readers compile
// before the room's owner lands; the owner replaces it.
type Place struct {
	Part       string
	Attachment int
	File       string
	Sheet      string
	Row, Col   int
	Page, Line int
	Box        Box
	Text       string
}

// Box is a rectangle on a page, in points from the upper left.
type Box struct{ X, Y, W, H float64 }
