package kinds

// concept is a thing that a writer may say in many ways.
type concept uint8

// The concepts. Their phrases stand in the other files concepts_….go.
const (
	credentials    concept = iota // what one logs in with
	loginWord                     // logging in, more loosely
	want                          // a request
	lack                          // not received, lost, forgotten
	startWeb                      // wants to begin on the web
	noMobile                      // has no mobile, no SMS
	mobileThing                   // a mobile, a mobile number, SMS
	paperList                     // the list on paper
	onPaper                       // by post, on paper, as a letter
	feeList                       // the list
	wish                          // from now on, rather, please change
	paperPast                     // paper that was had, or did not come this time
	leavesPaper                   // wants to be rid of paper
	contactWord                   // contact person
	contactData                   // e-mail address or mobile number
	change                        // new, change, replace, add, remove
	contactNew                    // "ny kontaktperson", plainly
	contactMoved                  // "vi har bytt e-postadress", plainly
	contactDone                   // the contact person is registered already
	takeOver                      // someone takes over
	why                           // why, what for, must we
	whyPlain                      // why, in so many words
	before                        // it was simpler before
	howAsk                        // how, where, which, can one
	whatNow                       // what next
	firstTime                     // for the first time, with what came by post
	loginFails                    // cannot log in
	ownPassword                   // has set a password of one's own
	choosePassword                // how to choose one's own password, activate SMS
	insecure                      // "osäker metod"
	limitedUse                    // cannot see or use some functions
	perCompany                    // "användarnamn och lösenord (per företag)"
	earlier                       // earlier, old, already reported
	lookUp                        // see, find, print out again
	reported                      // lists, reports, periods
	fileWay                       // by file
	byFile                        // reporting by file, plainly
	fileForm                      // layout, format, description
	smsMissing                    // the code by SMS does not come
	topic                         // reporting and paying fees
	feeWord                       // fees and deductions
	give                          // here comes, attached
	deducted                      // we have deducted
	mistaken                      // too much, twice, by mistake: no report
	later                         // will come later or apart
	sameAsLast                    // the same as last month
	nothingDue                    // nothing deducted, nothing to report
	payrollWord                   // a payroll system's printout
	filledIn                      // filled in, signed, photographed, returned
	attachedWord                  // "bifogar", "bilaga"
	memberSelf                    // a member or another private person on his or her own behalf
	memberPlain                   // says that he or she is a member
	salesWord                     // advertising, invoices
	politeTail                    // "hör av er om något är oklart"
	awayWord                      // away from the desk
	autoWord                      // says itself that it is automatic
	givenContact                  // an address or a telephone number stands there
	cannotReport                  // cannot register fees
	pleaseDo                      // a request in the form of a question
	vague                         // asks what to do, and no more
	boilerplate                   // notices that mail systems and lawyers add: such a sentence is passed over
	fileSecret                    // the password of a file
	undelivered                   // could not be delivered
	codeWord                      // codes, which may be those of the SMS
	byPost                        // by post, in an envelope: how a thing shall come
	thanks                        // thanks, and that it works
	scam                          // threatens an account, wants it verified
	keeps                         // wants a thing left as it is, or no more of it
	smsFine                       // no trouble with the mobile or SMS
	noNumber                      // has not got somebody's number
	webPlace                      // the web pages, the portal, an account
	negation                      // not, never, none
	handOver                      // someone leaves, another does it
	dataChange                    // a number or an address is another now
	whyLoose                      // must one, what for, by what law
	doneLoose                     // entered, registered, confirmed
	inside                        // got in, is logged in
	sendList                      // send the list, as an order to the union
	noPhone                       // has no mobile, plainly
	due                           // when, by which day, how much
	authority                     // another authority's business
	youCheck                      // asks the union to look it up
	paidIn                        // money was paid in
	thenLogin                     // how to log in thereafter
	orderNew                      // orders new credentials, plainly
	wrongWord                     // a password that is wrong
	unionsLetter                  // a letter from the union
	monthWord                     // a month by name
	conceptCount
)
