"""A small labelled set, written by hand: (event, hours from the start, title, text, language).

Pairs of events are lookalikes on purpose: rate decisions of two banks and of one bank a
week apart, two strikes, two fires, two pieces of news of one company, two of one trade.
Rewrites share facts and hardly any wording.
"""

PIECES: tuple[tuple[str, float, str, str, str], ...] = (
    (
        "norden-hold",
        0,
        "Nordland central bank holds key rate at 3.5%",
        "The central bank of Nordland left its key interest rate unchanged at 3.5 percent on "
        "Tuesday and said inflation had come down faster than expected. Governor Ilse Maren "
        "told reporters that a first cut was possible before the summer.",
        "en",
    ),
    (
        "norden-hold",
        1,
        "No change from Maren: borrowing costs stay where they are",
        "Households will have to wait. Governor Ilse Maren kept Nordland's key rate at 3.5 "
        "percent but held out the prospect of a cut before summer as inflation falls back.",
        "en",
    ),
    (
        "norden-hold",
        3,
        "Nordland krona slips after central bank signals summer cut",
        "The krona lost 0.6 percent against the euro after Nordland's central bank kept its "
        "rate at 3.5 percent and Governor Maren hinted at a first cut before the summer.",
        "en",
    ),
    (
        "sudmark-hold",
        26,
        "Sudmark central bank holds key rate at 4.25%",
        "The central bank of Sudmark left its key interest rate unchanged at 4.25 percent on "
        "Wednesday. Governor Pavel Dorn said inflation was still too high for a cut this "
        "year.",
        "en",
    ),
    (
        "sudmark-hold",
        28,
        "Dorn rules out cheaper money this year",
        "Sudmark's central bank governor Pavel Dorn ruled out a rate cut this year after "
        "leaving the key rate at 4.25 percent, citing stubborn inflation in services.",
        "en",
    ),
    (
        "norden-cut",
        168,
        "Nordland central bank cuts key rate to 3.25%",
        "The central bank of Nordland cut its key interest rate by a quarter point to 3.25 "
        "percent on Tuesday, a week after it had left it unchanged. Governor Ilse Maren said "
        "inflation had fallen faster than expected.",
        "en",
    ),
    (
        "norden-cut",
        169,
        "Surprise cut in Nordland as Maren moves early",
        "A week after standing still, Nordland's governor Ilse Maren lowered the key rate to "
        "3.25 percent, the first cut in two years.",
        "en",
    ),
    (
        "kelvar-results",
        5,
        "Kelvar Motors profit jumps 18% on truck demand",
        "Kelvar Motors reported a quarterly profit of 412 million euros, up 18 percent from a"
        " year earlier, as orders for heavy trucks rose. The company raised its outlook for "
        "the year.",
        "en",
    ),
    (
        "kelvar-results",
        6,
        "Truck maker Kelvar lifts outlook after strong quarter",
        "Strong orders for heavy trucks pushed Kelvar's quarterly profit up 18 percent to 412"
        " million euros and the company lifted its forecast for the full year.",
        "en",
    ),
    (
        "kelvar-results",
        7,
        "Kelvar Motors profit jumps 18% on truck demand",
        "Kelvar Motors reported a quarterly profit of 412 million euros, up 18 percent from a"
        " year earlier, as orders for heavy trucks rose. The company raised its outlook for "
        "the year. Shares gained 4 percent.",
        "en",
    ),
    (
        "kelvar-recall",
        30,
        "Kelvar Motors recalls 52,000 vans over brake hoses",
        "Kelvar Motors is recalling 52,000 delivery vans because brake hoses may crack in the"
        " cold, the road safety agency said. No accidents are known. Owners will be written "
        "to from next month.",
        "en",
    ),
    (
        "kelvar-recall",
        31,
        "Brake fault: 52,000 Kelvar vans called back to garages",
        "Cracked brake hoses force Kelvar to call 52,000 vans back to its garages. The road "
        "safety agency knows of no accident so far; owners get a letter next month.",
        "en",
    ),
    (
        "kelvar-chief",
        70,
        "Kelvar Motors names Anja Holt as chief executive",
        "Kelvar Motors has chosen Anja Holt, head of its bus division, to succeed chief "
        "executive Per Lindqvist, who retires in the spring after eleven years.",
        "en",
    ),
    (
        "kelvar-chief",
        71,
        "Bus boss Holt to lead Kelvar when Lindqvist goes",
        "Anja Holt, who ran the bus division, becomes the first woman at the head of Kelvar. "
        "She takes over from Per Lindqvist in the spring.",
        "en",
    ),
    (
        "ostport-fire",
        10,
        "Fire at Ostport refinery kills two workers",
        "A fire at the Ostport oil refinery killed two workers and injured nine on Thursday "
        "morning, the fire service said. The blaze started in a storage tank and was put out "
        "after four hours.",
        "en",
    ),
    (
        "ostport-fire",
        11,
        "Two dead in blaze at Ostport oil plant",
        "Two people died and nine were hurt when a storage tank caught fire at the oil "
        "refinery in Ostport. Firefighters needed four hours to put out the flames.",
        "en",
    ),
    (
        "ostport-fire",
        16,
        "Ostport refinery blaze: death toll rises to three",
        "A third worker has died after the fire in a storage tank at the Ostport refinery, "
        "the hospital said on Thursday evening. Eight people are still being treated.",
        "en",
    ),
    (
        "westhaven-fire",
        58,
        "Fire at Westhaven warehouse destroys relief goods",
        "A fire at a warehouse in the port of Westhaven destroyed 900 tonnes of relief goods "
        "on Saturday. Nobody was injured, the fire service said. Police suspect faulty "
        "wiring.",
        "en",
    ),
    (
        "westhaven-fire",
        60,
        "900 tonnes of aid lost in Westhaven port blaze",
        "Relief goods meant for flood victims burned in a warehouse in Westhaven port. The "
        "fire service reported no injuries; faulty wiring is the likely cause.",
        "en",
    ),
    (
        "rail-strike",
        20,
        "Rail drivers call 48-hour strike from Monday",
        "The train drivers' union has called a 48-hour strike from Monday morning in its "
        "dispute over shifts. The railway said it would run one in three long-distance "
        "trains.",
        "en",
    ),
    (
        "rail-strike",
        22,
        "Two days without trains: drivers walk out on Monday",
        "Passengers face two days of cancelled trains after the drivers' union called a "
        "walkout from Monday over shift rules. Only a third of long-distance services will "
        "run.",
        "en",
    ),
    (
        "airport-strike",
        50,
        "Airport security staff call 24-hour strike on Friday",
        "Security staff at four airports will strike for 24 hours on Friday over pay, the "
        "services union said. Airlines expect to cancel 300 flights.",
        "en",
    ),
    (
        "airport-strike",
        51,
        "300 flights at risk as airport guards strike",
        "Around 300 flights could be cancelled on Friday when security guards at four "
        "airports walk out for a day in a pay dispute, airlines warned.",
        "en",
    ),
    (
        "chip-plant",
        33,
        "Veltra to build 6 billion euro chip plant in Brandau",
        "The chip maker Veltra will build a plant for 6 billion euros in Brandau and create "
        "2,200 jobs, the company and the government announced. A third of the cost is covered"
        " by subsidies.",
        "en",
    ),
    (
        "chip-plant",
        34,
        "Brandau lands Veltra's semiconductor factory and 2,200 jobs",
        "Veltra has picked Brandau for a semiconductor factory worth 6 billion euros. The "
        "state pays a third. Production is to begin in four years with 2,200 employees.",
        "en",
    ),
    (
        "chip-plant",
        52,
        "What Veltra's chip factory means for Brandau",
        "Rents are up already. Since Veltra announced its 6 billion euro factory in Brandau, "
        "the town's mayor has been planning schools for the families of 2,200 workers.",
        "en",
    ),
    (
        "chip-curbs",
        36,
        "Ministers agree limits on chip exports",
        "Trade ministers of seven countries agreed to limit exports of machines that make "
        "advanced chips. The rules take effect in January and are aimed at military use.",
        "en",
    ),
    (
        "chip-curbs",
        37,
        "Seven countries curb sales of chip-making machines",
        "Machines that make the most advanced semiconductors may be exported only with a "
        "licence from January, trade ministers of seven countries decided.",
        "en",
    ),
    (
        "orchard-merger",
        80,
        "Orchard Foods agrees to buy Millbrook for $3.1 billion",
        "Orchard Foods agreed to buy the bakery group Millbrook for 3.1 billion dollars in "
        "cash, a premium of 27 percent, to expand in frozen bread. The boards of both "
        "companies back the deal.",
        "en",
    ),
    (
        "orchard-merger",
        81,
        "Bakery group Millbrook swallowed by Orchard in cash deal",
        "Millbrook's shareholders will receive 27 percent above the last price from Orchard "
        "Foods, which pays 3.1 billion dollars to get into frozen bread.",
        "en",
    ),
    (
        "orchard-lawsuit",
        104,
        "Orchard Foods sued over sugar labels",
        "A consumer group has sued Orchard Foods, saying that labels on its children's "
        "cereals hide how much sugar they contain. The company called the claim baseless.",
        "en",
    ),
    (
        "orchard-lawsuit",
        105,
        "Consumer group takes Orchard to court over cereal sugar",
        "Labels on cereals for children hide sugar, says a consumer group that is suing "
        "Orchard Foods. Orchard rejects the claim as baseless.",
        "en",
    ),
    (
        "lunar-probe",
        90,
        "Probe Selin lands near the Moon's south pole",
        "The unmanned probe Selin landed near the south pole of the Moon on Sunday and sent "
        "its first pictures. It is to drill for ice for two weeks.",
        "en",
    ),
    (
        "lunar-probe",
        92,
        "First pictures from Selin after soft lunar landing",
        "Engineers cheered as Selin touched down near the lunar south pole and sent pictures."
        " For two weeks the probe will drill for ice.",
        "en",
    ),
    (
        "heat-pumps",
        95,
        "Parliament cuts subsidy for heat pumps by a third",
        "Parliament voted to cut the subsidy for heat pumps by a third from next year. "
        "Installers warn of a collapse in orders; the finance minister says the market can "
        "stand on its own feet.",
        "en",
    ),
    (
        "heat-pumps",
        97,
        "Heat pump aid falls: installers fear for orders",
        "From next year homeowners get a third less when they buy a heat pump, parliament "
        "decided. The installers' association expects orders to collapse.",
        "en",
    ),
    (
        "nationalbank-de",
        100,
        "Nationalbank senkt Leitzins auf 0,25 Prozent",
        "Die Nationalbank senkt ihren Leitzins um einen Viertelpunkt auf 0,25 Prozent. "
        "Präsident Urs Kehl begründete den Schritt mit dem starken Franken.",
        "de",
    ),
    (
        "nationalbank-de",
        101,
        "Leitzins sinkt auf 0,25 Prozent: Kehl sorgt sich um den Franken",
        "Wegen des starken Frankens hat die Nationalbank den Leitzins auf 0,25 Prozent "
        "gesenkt. Präsident Urs Kehl schliesst weitere Schritte nicht aus.",
        "de",
    ),
)
