-- The tables of the books and every statement that is run on them, by name.
-- Written by `python3 -m tools.statements` from estore_pos/store/statements: change it there.

-- tables.account
CREATE TABLE account (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    sealed TEXT NOT NULL,
    PRIMARY KEY (id)
)
 WITHOUT ROWID

-- tables.account_day
CREATE TABLE account_day (
    business_day TEXT NOT NULL,
    account TEXT NOT NULL,
    received INTEGER NOT NULL,
    given INTEGER NOT NULL,
    PRIMARY KEY (business_day, account)
)
 WITHOUT ROWID

-- tables.act
CREATE TABLE act (
    place INTEGER NOT NULL,
    id TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    business_day TEXT NOT NULL,
    what TEXT NOT NULL,
    about TEXT NOT NULL,
    item INTEGER NOT NULL,
    milli INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    who TEXT NOT NULL,
    "by" TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (place)
)

-- tables.act_business_day
CREATE INDEX act_business_day ON act (business_day)

-- tables.answer
CREATE TABLE answer (
    one INTEGER NOT NULL,
    incarnation TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (one),
    CHECK (one = 1)
)

-- tables.barcode
CREATE TABLE barcode (
    code TEXT NOT NULL,
    item INTEGER NOT NULL,
    milli INTEGER NOT NULL,
    PRIMARY KEY (code, item)
)
 WITHOUT ROWID

-- tables.barcode_item
CREATE INDEX barcode_item ON barcode (item)

-- tables.bill
CREATE TABLE bill (
    place INTEGER NOT NULL,
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    calendar_day TEXT NOT NULL,
    business_day TEXT NOT NULL,
    title TEXT NOT NULL,
    mode TEXT NOT NULL,
    gross INTEGER NOT NULL,
    round_off INTEGER NOT NULL,
    payable INTEGER NOT NULL,
    buyer TEXT NOT NULL,
    buyer_gstin TEXT NOT NULL,
    shop_state TEXT NOT NULL,
    place_of_supply TEXT NOT NULL,
    reverse_charge INTEGER NOT NULL,
    channel TEXT NOT NULL,
    operator_gstin TEXT NOT NULL,
    "by" TEXT NOT NULL,
    clock_suspect INTEGER NOT NULL,
    waived INTEGER NOT NULL,
    discount INTEGER NOT NULL,
    estimate TEXT NOT NULL,
    cancelled INTEGER NOT NULL,
    PRIMARY KEY (place)
)

-- tables.bill_number
CREATE INDEX bill_number ON bill (number)

-- tables.bill_cancelled
CREATE TABLE bill_cancelled (
    bill TEXT NOT NULL,
    number TEXT NOT NULL,
    business_day TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    payable INTEGER NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    "by" TEXT NOT NULL,
    PRIMARY KEY (bill)
)
 WITHOUT ROWID

-- tables.bill_tender
CREATE TABLE bill_tender (
    bill INTEGER NOT NULL,
    part INTEGER NOT NULL,
    kind TEXT NOT NULL,
    amount INTEGER NOT NULL,
    received INTEGER NOT NULL,
    reference TEXT NOT NULL,
    proof TEXT NOT NULL,
    PRIMARY KEY (bill, part)
)
 WITHOUT ROWID

-- tables.bill_tender_credit
CREATE INDEX bill_tender_credit ON bill_tender (kind) WHERE kind = 'credit'

-- tables.bill_tender_later
CREATE INDEX bill_tender_later ON bill_tender (proof) WHERE proof = 'later'

-- tables.books
CREATE TABLE books (
    one INTEGER NOT NULL,
    id TEXT NOT NULL,
    practice INTEGER NOT NULL,
    key_seed BLOB NOT NULL,
    PRIMARY KEY (one),
    CHECK (one = 1)
)

-- tables.category
CREATE TABLE category (
    "key" TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY ("key")
)
 WITHOUT ROWID

-- tables.credit_line
CREATE TABLE credit_line (
    note INTEGER NOT NULL,
    line INTEGER NOT NULL,
    place INTEGER NOT NULL,
    item INTEGER NOT NULL,
    hsn TEXT NOT NULL,
    milli INTEGER NOT NULL,
    unit TEXT NOT NULL,
    rate_bp INTEGER NOT NULL,
    treatment TEXT NOT NULL,
    taxable INTEGER NOT NULL,
    cgst INTEGER NOT NULL,
    sgst INTEGER NOT NULL,
    igst INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    restock INTEGER NOT NULL,
    PRIMARY KEY (note, line)
)
 WITHOUT ROWID

-- tables.credit_note
CREATE TABLE credit_note (
    place INTEGER NOT NULL,
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    calendar_day TEXT NOT NULL,
    business_day TEXT NOT NULL,
    bill TEXT NOT NULL,
    payable INTEGER NOT NULL,
    waived INTEGER NOT NULL,
    reason TEXT NOT NULL,
    buyer TEXT NOT NULL,
    "by" TEXT NOT NULL,
    PRIMARY KEY (place)
)

-- tables.credit_note_bill
CREATE INDEX credit_note_bill ON credit_note (bill)

-- tables.credit_note_business_day
CREATE INDEX credit_note_business_day ON credit_note (business_day)

-- tables.credit_note_number
CREATE INDEX credit_note_number ON credit_note (number)

-- tables.customer
CREATE TABLE customer (
    id TEXT NOT NULL,
    sealed TEXT NOT NULL,
    erased INTEGER NOT NULL,
    PRIMARY KEY (id)
)
 WITHOUT ROWID

-- tables.customer_key
CREATE TABLE customer_key (
    customer TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    PRIMARY KEY (customer)
)
 WITHOUT ROWID

-- tables.day_total
CREATE TABLE day_total (
    business_day TEXT NOT NULL,
    bills INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    round_off INTEGER NOT NULL,
    payable INTEGER NOT NULL,
    cash INTEGER NOT NULL,
    upi INTEGER NOT NULL,
    card INTEGER NOT NULL,
    khata INTEGER NOT NULL,
    advance INTEGER NOT NULL,
    credit INTEGER NOT NULL,
    waived INTEGER NOT NULL,
    discount INTEGER NOT NULL,
    cancelled INTEGER NOT NULL,
    cancelled_payable INTEGER NOT NULL,
    returns INTEGER NOT NULL,
    returned INTEGER NOT NULL,
    first_bill INTEGER NOT NULL,
    last_bill INTEGER NOT NULL,
    PRIMARY KEY (business_day)
)
 WITHOUT ROWID

-- tables.draft
CREATE TABLE draft (
    bill INTEGER NOT NULL,
    place INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (bill, place)
)
 WITHOUT ROWID

-- tables.enrolment
CREATE TABLE enrolment (
    one INTEGER NOT NULL,
    hq_url TEXT NOT NULL,
    device_id TEXT NOT NULL,
    store_id TEXT NOT NULL,
    hq_key BLOB NOT NULL,
    PRIMARY KEY (one),
    CHECK (one = 1)
)

-- tables.estimate
CREATE TABLE estimate (
    place INTEGER NOT NULL,
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    business_day TEXT NOT NULL,
    payable INTEGER NOT NULL,
    advance INTEGER NOT NULL,
    buyer TEXT NOT NULL,
    on_approval INTEGER NOT NULL,
    closed TEXT NOT NULL,
    bill TEXT NOT NULL,
    PRIMARY KEY (place)
)

-- tables.estimate_number
CREATE INDEX estimate_number ON estimate (number)

-- tables.item
CREATE TABLE item (
    id INTEGER NOT NULL,
    name_hi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    unit TEXT NOT NULL,
    rates TEXT NOT NULL,
    price INTEGER,
    inclusive INTEGER NOT NULL,
    mrp INTEGER,
    hsn TEXT NOT NULL,
    aliases TEXT NOT NULL,
    barcodes TEXT NOT NULL,
    step_milli INTEGER NOT NULL,
    pack TEXT NOT NULL,
    category TEXT NOT NULL,
    veg TEXT NOT NULL,
    closed INTEGER NOT NULL,
    cost INTEGER,
    tile INTEGER NOT NULL,
    more TEXT NOT NULL,
    PRIMARY KEY (id)
)

-- tables.item_tile
CREATE INDEX item_tile ON item (tile) WHERE tile > 0

-- tables.journal
CREATE TABLE journal (
    place INTEGER NOT NULL,
    stream INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (place),
    UNIQUE (stream, seq),
    UNIQUE (id)
)

-- tables.missed_code
CREATE TABLE missed_code (
    code TEXT NOT NULL,
    day TEXT NOT NULL,
    times INTEGER NOT NULL,
    last_ms INTEGER NOT NULL,
    PRIMARY KEY (code)
)
 WITHOUT ROWID

-- tables.money_move
CREATE TABLE money_move (
    place INTEGER NOT NULL,
    id TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    business_day TEXT NOT NULL,
    deed TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    amount INTEGER NOT NULL,
    reference TEXT NOT NULL,
    sealed TEXT NOT NULL,
    about TEXT NOT NULL,
    who TEXT NOT NULL,
    "by" TEXT NOT NULL,
    PRIMARY KEY (place)
)

-- tables.money_move_about
CREATE INDEX money_move_about ON money_move (about) WHERE about != ''

-- tables.money_move_id
CREATE INDEX money_move_id ON money_move (id)

-- tables.money_move_source
CREATE INDEX money_move_source ON money_move (source)

-- tables.money_move_target
CREATE INDEX money_move_target ON money_move (target)

-- tables.offer
CREATE TABLE offer (
    id TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (id)
)
 WITHOUT ROWID

-- tables.person
CREATE TABLE person (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    closed INTEGER NOT NULL,
    PRIMARY KEY (id)
)
 WITHOUT ROWID

-- tables.price_change
CREATE TABLE price_change (
    item INTEGER NOT NULL,
    record TEXT NOT NULL,
    from_day TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    price INTEGER NOT NULL,
    PRIMARY KEY (item, record)
)
 WITHOUT ROWID

-- tables.print_job
CREATE TABLE print_job (
    place INTEGER NOT NULL,
    what TEXT NOT NULL,
    about TEXT NOT NULL,
    copy INTEGER NOT NULL,
    language TEXT NOT NULL,
    urgency INTEGER NOT NULL,
    state TEXT NOT NULL,
    asked_ms INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (place)
)

-- tables.shop_version
CREATE TABLE shop_version (
    place INTEGER NOT NULL,
    record TEXT NOT NULL,
    from_day TEXT NOT NULL,
    name_hi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    address_hi TEXT NOT NULL,
    address_en TEXT NOT NULL,
    district TEXT NOT NULL,
    state TEXT NOT NULL,
    pin TEXT NOT NULL,
    phone TEXT NOT NULL,
    csc_id TEXT NOT NULL,
    tax_mode TEXT NOT NULL,
    gstin TEXT NOT NULL,
    fssai TEXT NOT NULL,
    upi_id TEXT NOT NULL,
    upi_merchant INTEGER NOT NULL,
    footer_hi TEXT NOT NULL,
    footer_en TEXT NOT NULL,
    more TEXT NOT NULL,
    PRIMARY KEY (place)
)

-- tables.stock
CREATE TABLE stock (
    item INTEGER NOT NULL,
    milli INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    sold INTEGER NOT NULL,
    PRIMARY KEY (item)
)

-- tables.stream
CREATE TABLE stream (
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    lane TEXT NOT NULL,
    series TEXT NOT NULL,
    key_public BLOB NOT NULL,
    parent BLOB NOT NULL,
    acked INTEGER NOT NULL,
    retired INTEGER NOT NULL,
    PRIMARY KEY (number),
    UNIQUE (id),
    UNIQUE (series)
)

-- tables.tender_match
CREATE TABLE tender_match (
    bill TEXT NOT NULL,
    part INTEGER NOT NULL,
    how TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    PRIMARY KEY (bill, part)
)
 WITHOUT ROWID

-- tables.item_find
CREATE VIRTUAL TABLE item_find USING fts5(words, sounds, bones, joins, tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'", prefix='1 2 3', detail=column, columnsize=0)

-- tables.item_term
CREATE VIRTUAL TABLE item_term USING fts5vocab(item_find, col)

-- account.put
INSERT INTO account (id, kind, sealed) VALUES (:id, :kind, :sealed) ON CONFLICT (id) DO UPDATE SET
    kind = excluded.kind, sealed = excluded.sealed

-- account.every
SELECT account.id, account.kind, account.sealed
FROM account ORDER BY account.id

-- account.move
INSERT INTO money_move (id, at_ms, business_day, deed, source, target, amount, reference, sealed,
    about, who, "by") VALUES (:id, :at_ms, :business_day, :deed, :source, :target, :amount,
    :reference, :sealed, :about, :who, :by)

-- account.day
INSERT INTO account_day (business_day, account, received, given) VALUES (:business_day, :account,
    :received, :given) ON CONFLICT (business_day, account) DO UPDATE SET received =
    (account_day.received + excluded.received), given = (account_day.given + excluded.given)

-- account.up_to
SELECT account_day.account, sum(account_day.received) AS sum_1, sum(account_day.given) AS sum_2
FROM account_day
WHERE account_day.business_day BETWEEN :first AND :last GROUP BY account_day.account

-- account.cash_up_to
SELECT coalesce(sum(day_total.cash), 0) AS coalesce_1
FROM day_total
WHERE day_total.business_day BETWEEN :first AND :last

-- account.cash_days
SELECT day_total.business_day, day_total.cash
FROM day_total
WHERE day_total.cash != 0 ORDER BY day_total.business_day DESC
 LIMIT :count OFFSET 0

-- account.of_account
SELECT money_move.id, money_move.at_ms, money_move.business_day, money_move.deed, money_move.source,
    money_move.target, money_move.amount, money_move.reference, money_move.sealed, money_move.about,
    money_move.who, money_move."by", EXISTS (SELECT *
FROM money_move AS answer
WHERE answer.about = money_move.id AND answer.about != '' AND answer.deed = 'reversed') AS anon_1
FROM money_move
WHERE money_move.source = :account OR money_move.target = :account ORDER BY money_move.place DESC
 LIMIT :count OFFSET 0

-- account.open
SELECT money_move.id, money_move.at_ms, money_move.business_day, money_move.deed, money_move.source,
    money_move.target, money_move.amount, money_move.reference, money_move.sealed, money_move.about,
    money_move.who, money_move."by", EXISTS (SELECT *
FROM money_move AS answer
WHERE answer.about = money_move.id AND answer.about != '' AND answer.deed = 'reversed') AS anon_1
FROM money_move
WHERE money_move.deed = :deed AND NOT (EXISTS (SELECT *
FROM money_move AS answer
WHERE answer.about = money_move.id AND answer.about != '' AND NOT (EXISTS (SELECT *
FROM money_move AS undone
WHERE undone.about = answer.id AND undone.about != '' AND undone.deed = 'reversed')))) ORDER BY money_move.place DESC
 LIMIT :count OFFSET 0

-- account.by_record
SELECT money_move.id, money_move.at_ms, money_move.business_day, money_move.deed, money_move.source,
    money_move.target, money_move.amount, money_move.reference, money_move.sealed, money_move.about,
    money_move.who, money_move."by", EXISTS (SELECT *
FROM money_move AS answer
WHERE answer.about = money_move.id AND answer.about != '' AND answer.deed = 'reversed') AS anon_1, EXISTS (SELECT *
FROM money_move AS answer
WHERE answer.about = money_move.id AND answer.about != '' AND NOT (EXISTS (SELECT *
FROM money_move AS undone
WHERE undone.about = answer.id AND undone.about != '' AND undone.deed = 'reversed'))) AS anon_2
FROM money_move
WHERE money_move.id = :id

-- account.used
SELECT money_move.source, money_move.target
FROM money_move
WHERE money_move.place > (SELECT max(money_move.place) AS max_1
FROM money_move) - :count AND money_move.deed = :deed GROUP BY money_move.source, money_move.target
    ORDER BY max(money_move.place) DESC

-- act.put
INSERT INTO act (id, at_ms, business_day, what, about, item, milli, amount, who, "by", note) VALUES
    (:id, :at_ms, :business_day, :what, :about, :item, :milli, :amount, :who, :by, :note)

-- act.of_day
SELECT act.place, act.id, act.at_ms, act.business_day, act.what, act.about, act.item, act.milli,
    act.amount, act.who, act."by", act.note
FROM act
WHERE act.business_day = :day ORDER BY act.place

-- act.count
SELECT act.what, count(*) AS count_1, sum(act.amount) AS sum_1
FROM act
WHERE act.business_day = :day GROUP BY act.what ORDER BY act.what

-- act.papers
SELECT journal.id, json_extract(CAST(journal.bytes AS TEXT), '$.b.n') AS json_extract_1
FROM journal
WHERE journal.id IN (SELECT anon_1.value
FROM json_each(:ids) AS anon_1) AND journal.kind IN ('bill', 'credit_note', 'estimate')

-- act.reprints
SELECT count(*) AS count_1
FROM act
WHERE act.what = 'reprint' AND act.about = :about

-- books.books
SELECT books.id, books.practice
FROM books

-- books.new_books
INSERT INTO books (one, id, practice, key_seed) VALUES (1, :id, :practice, :key_seed)

-- category.put
INSERT INTO category ("key", content) VALUES (:key, :content) ON CONFLICT ("key") DO UPDATE SET content = excluded.content

-- category.all
SELECT category.content
FROM category ORDER BY category."key"

-- check.streams
SELECT stream.number, stream.id, stream.key_public, stream.parent, stream.retired
FROM stream

-- check.back
SELECT journal.seq, journal.at_ms, journal.bytes, journal.hash
FROM journal
WHERE journal.stream = :stream AND journal.seq < :before ORDER BY journal.seq DESC
 LIMIT :count OFFSET 0

-- check.links
SELECT journal.seq, journal.bytes, journal.hash
FROM journal
WHERE journal.stream = :stream AND journal.seq > :after ORDER BY journal.seq
 LIMIT :count OFFSET 0

-- check.rows.account
SELECT account.id, account.kind, account.sealed
FROM account

-- check.rows.account_day
SELECT account_day.business_day, account_day.account, account_day.received, account_day.given
FROM account_day

-- check.rows.act
SELECT act.place, act.id, act.at_ms, act.business_day, act.what, act.about, act.item, act.milli,
    act.amount, act.who, act."by", act.note
FROM act

-- check.rows.barcode
SELECT barcode.code, barcode.item, barcode.milli
FROM barcode

-- check.rows.bill
SELECT bill.place, bill.id, bill.number, bill.at_ms, bill.calendar_day, bill.business_day,
    bill.title, bill.mode, bill.gross, bill.round_off, bill.payable, bill.buyer, bill.buyer_gstin,
    bill.shop_state, bill.place_of_supply, bill.reverse_charge, bill.channel, bill.operator_gstin,
    bill."by", bill.clock_suspect, bill.waived, bill.discount, bill.estimate, bill.cancelled
FROM bill

-- check.rows.bill_cancelled
SELECT bill_cancelled.bill, bill_cancelled.number, bill_cancelled.business_day,
    bill_cancelled.at_ms, bill_cancelled.payable, bill_cancelled.reason, bill_cancelled.note,
    bill_cancelled."by"
FROM bill_cancelled

-- check.rows.bill_tender
SELECT bill_tender.bill, bill_tender.part, bill_tender.kind, bill_tender.amount,
    bill_tender.received, bill_tender.reference, bill_tender.proof
FROM bill_tender

-- check.rows.category
SELECT category."key", category.content
FROM category

-- check.rows.credit_line
SELECT credit_line.note, credit_line.line, credit_line.place, credit_line.item, credit_line.hsn,
    credit_line.milli, credit_line.unit, credit_line.rate_bp, credit_line.treatment,
    credit_line.taxable, credit_line.cgst, credit_line.sgst, credit_line.igst, credit_line.gross,
    credit_line.restock
FROM credit_line

-- check.rows.credit_note
SELECT credit_note.place, credit_note.id, credit_note.number, credit_note.at_ms,
    credit_note.calendar_day, credit_note.business_day, credit_note.bill, credit_note.payable,
    credit_note.waived, credit_note.reason, credit_note.buyer, credit_note."by"
FROM credit_note

-- check.rows.customer
SELECT customer.id, customer.sealed, customer.erased
FROM customer

-- check.rows.day_total
SELECT day_total.business_day, day_total.bills, day_total.gross, day_total.round_off,
    day_total.payable, day_total.cash, day_total.upi, day_total.card, day_total.khata,
    day_total.advance, day_total.credit, day_total.waived, day_total.discount, day_total.cancelled,
    day_total.cancelled_payable, day_total.returns, day_total.returned, day_total.first_bill,
    day_total.last_bill
FROM day_total

-- check.rows.estimate
SELECT estimate.place, estimate.id, estimate.number, estimate.at_ms, estimate.business_day,
    estimate.payable, estimate.advance, estimate.buyer, estimate.on_approval, estimate.closed,
    estimate.bill
FROM estimate

-- check.rows.item
SELECT item.id, item.name_hi, item.name_en, item.unit, item.rates, item.price, item.inclusive,
    item.mrp, item.hsn, item.aliases, item.barcodes, item.step_milli, item.pack, item.category,
    item.veg, item.closed, item.cost, item.tile, item.more
FROM item

-- check.rows.money_move
SELECT money_move.place, money_move.id, money_move.at_ms, money_move.business_day, money_move.deed,
    money_move.source, money_move.target, money_move.amount, money_move.reference,
    money_move.sealed, money_move.about, money_move.who, money_move."by"
FROM money_move

-- check.rows.offer
SELECT offer.id, offer.content
FROM offer

-- check.rows.person
SELECT person.id, person.name, person.role, person.closed
FROM person

-- check.rows.price_change
SELECT price_change.item, price_change.record, price_change.from_day, price_change.at_ms,
    price_change.price
FROM price_change

-- check.rows.shop_version
SELECT shop_version.place, shop_version.record, shop_version.from_day, shop_version.name_hi,
    shop_version.name_en, shop_version.address_hi, shop_version.address_en, shop_version.district,
    shop_version.state, shop_version.pin, shop_version.phone, shop_version.csc_id,
    shop_version.tax_mode, shop_version.gstin, shop_version.fssai, shop_version.upi_id,
    shop_version.upi_merchant, shop_version.footer_hi, shop_version.footer_en, shop_version.more
FROM shop_version

-- check.rows.stock
SELECT stock.item, stock.milli, stock.counted, stock.sold
FROM stock

-- check.rows.tender_match
SELECT tender_match.bill, tender_match.part, tender_match.how, tender_match.at_ms, tender_match."by"
FROM tender_match

-- claims.matches
SELECT tender_match.part, tender_match.how
FROM tender_match
WHERE tender_match.bill = :bill

-- claims.to_match
SELECT bill.id, bill.number, bill_tender.part, bill_tender.amount, bill.at_ms
FROM bill_tender JOIN bill ON bill.place = bill_tender.bill LEFT OUTER JOIN tender_match ON
    tender_match.bill = bill.id AND tender_match.part = bill_tender.part
WHERE bill_tender.proof = 'later' AND bill.cancelled = 0 AND tender_match.bill IS NULL ORDER BY
    bill.place

-- claims.of_bills
SELECT bill.id, bill.number, bill_tender.part, bill_tender.amount, bill.at_ms, tender_match.how,
    bill.cancelled, (EXISTS (SELECT *
FROM credit_note
WHERE credit_note.bill = bill.id)) OR bill.cancelled = 1 AS anon_1
FROM bill_tender JOIN bill ON bill.place = bill_tender.bill LEFT OUTER JOIN tender_match ON
    tender_match.bill = bill.id AND tender_match.part = bill_tender.part
WHERE bill_tender.proof = 'later' AND (tender_match.bill IS NULL AND bill.cancelled = 0 OR tender_match.bill IS NULL AND bill.at_ms >= :since OR tender_match.how = 'not_paid' AND tender_match.at_ms >= :since OR tender_match.how = 'confirmed' AND tender_match.at_ms >= :since AND ((EXISTS (SELECT *
FROM credit_note
WHERE credit_note.bill = bill.id)) OR bill.cancelled = 1)) ORDER BY bill.place

-- claims.advances
SELECT journal.bytes, estimate.bill
FROM journal JOIN estimate ON estimate.id = journal.id
WHERE estimate.advance > 0 AND estimate.closed IN ('', 'billed') AND instr(journal.bytes, '"later"') > 0 ORDER BY estimate.place

-- credit_note.note
INSERT INTO credit_note (id, number, at_ms, calendar_day, business_day, bill, payable, waived,
    reason, buyer, "by") VALUES (:id, :number, :at_ms, :calendar_day, :business_day, :bill,
    :payable, :waived, :reason, :buyer, :by)

-- credit_note.line
INSERT INTO credit_line (note, line, place, item, hsn, milli, unit, rate_bp, treatment, taxable,
    cgst, sgst, igst, gross, restock) VALUES (:note, :line, :place, :item, :hsn, :milli, :unit,
    :rate_bp, :treatment, :taxable, :cgst, :sgst, :igst, :gross, :restock)

-- credit_note.last_number
SELECT credit_note.number
FROM credit_note
WHERE credit_note.number > :before AND credit_note.number < :beyond ORDER BY credit_note.number DESC
 LIMIT 1 OFFSET 0

-- credit_note.of_bill
SELECT journal.bytes
FROM journal JOIN credit_note ON credit_note.id = journal.id
WHERE credit_note.bill = :bill ORDER BY credit_note.place

-- credit_note.of_buyer
SELECT journal.bytes
FROM journal JOIN credit_note ON credit_note.id = journal.id
WHERE credit_note.buyer = :buyer ORDER BY credit_note.place

-- credit_note.by_number
SELECT journal.bytes
FROM journal JOIN credit_note ON credit_note.id = journal.id
WHERE credit_note.number = :number ORDER BY credit_note.place DESC

-- credit_note.by_id
SELECT journal.bytes
FROM journal JOIN credit_note ON credit_note.id = journal.id
WHERE journal.id = :id

-- credit_note.of_day
SELECT journal.bytes
FROM journal JOIN credit_note ON credit_note.id = journal.id
WHERE credit_note.business_day = :day ORDER BY credit_note.place

-- credit_note.latest
SELECT journal.bytes
FROM journal JOIN credit_note ON credit_note.id = journal.id ORDER BY credit_note.place DESC
 LIMIT :count OFFSET 0

-- customer.put
INSERT INTO customer (id, sealed, erased) VALUES (:id, :sealed, 0) ON CONFLICT (id) DO UPDATE SET
    sealed = excluded.sealed WHERE customer.erased = 0

-- customer.erase
INSERT INTO customer (id, sealed, erased) VALUES (:id, '', 1) ON CONFLICT (id) DO UPDATE SET sealed = '', erased = 1

-- customer.keep_key
INSERT INTO customer_key (customer, wrapped) VALUES (:customer, :wrapped)

-- customer.drop_key
DELETE FROM customer_key WHERE customer_key.customer = :customer

-- customer.key
SELECT customer_key.wrapped
FROM customer_key
WHERE customer_key.customer = :customer

-- customer.by_id
SELECT customer.id, customer.sealed, customer.erased, customer_key.wrapped
FROM customer LEFT OUTER JOIN customer_key ON customer_key.customer = customer.id
WHERE customer.id = :id

-- customer.all
SELECT customer.id, customer.sealed, customer.erased, customer_key.wrapped
FROM customer LEFT OUTER JOIN customer_key ON customer_key.customer = customer.id
WHERE customer.erased = 0 ORDER BY customer.id DESC

-- device.put
INSERT INTO enrolment (one, hq_url, device_id, store_id, hq_key) VALUES (1, :hq_url, :device_id,
    :store_id, :hq_key) ON CONFLICT (one) DO UPDATE SET hq_url = excluded.hq_url, device_id =
    excluded.device_id, store_id = excluded.store_id, hq_key = excluded.hq_key

-- device.get
SELECT enrolment.hq_url, enrolment.device_id, enrolment.store_id, enrolment.hq_key
FROM enrolment

-- device.seed
SELECT books.key_seed
FROM books

-- device.practice
SELECT books.practice
FROM books

-- device.answer
SELECT answer.incarnation, answer.at_ms
FROM answer

-- draft.put
INSERT INTO draft (bill, place, content) VALUES (:bill, :place, :content) ON CONFLICT (bill, place)
    DO UPDATE SET content = excluded.content

-- draft.lines
SELECT draft.place, draft.content
FROM draft
WHERE draft.bill = :bill AND draft.place >= 0 ORDER BY draft.place

-- draft.heads
SELECT draft.bill, draft.content
FROM draft
WHERE draft.place = -1 ORDER BY draft.bill

-- draft.head
SELECT draft.bill, draft.content
FROM draft
WHERE draft.bill = :bill AND draft.place = -1

-- draft.next
SELECT coalesce(max(draft.bill), 0) + 1 AS anon_1
FROM draft

-- draft.drop
DELETE FROM draft WHERE draft.bill = :bill AND draft.place = :place

-- draft.move_up
UPDATE draft SET place=:to_place WHERE draft.bill = :bill AND draft.place = :from_place

-- draft.clear_lines
DELETE FROM draft WHERE draft.bill = :bill AND draft.place >= 0

-- draft.clear
DELETE FROM draft WHERE draft.bill = :bill

-- estimate.put
INSERT INTO estimate (id, number, at_ms, business_day, payable, advance, buyer, on_approval, closed,
    bill) VALUES (:id, :number, :at_ms, :business_day, :payable, :advance, :buyer, :on_approval,
    :closed, :bill)

-- estimate.close
UPDATE estimate SET closed=:closed, bill=:bill WHERE estimate.id = :id

-- estimate.last_number
SELECT estimate.number
FROM estimate
WHERE estimate.number > :before AND estimate.number < :beyond ORDER BY estimate.number DESC
 LIMIT 1 OFFSET 0

-- estimate.by_id
SELECT journal.bytes, estimate.closed
FROM journal JOIN estimate ON estimate.id = journal.id
WHERE journal.id = :id

-- estimate.by_number
SELECT journal.bytes, estimate.closed
FROM journal JOIN estimate ON estimate.id = journal.id
WHERE estimate.number = :number ORDER BY estimate.place DESC

-- estimate.waiting
SELECT journal.bytes, estimate.closed
FROM journal JOIN estimate ON estimate.id = journal.id
WHERE estimate.closed = '' ORDER BY estimate.place DESC

-- estimate.bill_of
SELECT estimate.bill
FROM estimate
WHERE estimate.id = :id

-- estimate.closing
SELECT journal.bytes
FROM journal
WHERE journal.place > (SELECT journal.place
FROM journal
WHERE journal.id = :bill) AND journal.kind = 'estimate.closed' ORDER BY journal.place
 LIMIT 1 OFFSET 0

-- gstr1.of_month
SELECT journal.bytes, bill.cancelled
FROM journal JOIN bill ON bill.id = journal.id
WHERE bill.calendar_day >= :first AND bill.calendar_day < :beyond AND bill.business_day >= :eve AND
    bill.place >= (SELECT min(day_total.first_bill) AS min_1
FROM day_total
WHERE day_total.business_day >= :eve AND day_total.first_bill > 0) ORDER BY bill.place

-- gstr1.notes
SELECT journal.bytes
FROM journal JOIN credit_note ON credit_note.id = journal.id
WHERE credit_note.calendar_day >= :first AND credit_note.calendar_day < :beyond ORDER BY
    credit_note.place

-- item.put
INSERT INTO item (id, name_hi, name_en, unit, rates, price, inclusive, mrp, hsn, aliases, barcodes,
    step_milli, pack, category, veg, closed, cost, tile, more) VALUES (:id, :name_hi, :name_en,
    :unit, :rates, :price, :inclusive, :mrp, :hsn, :aliases, :barcodes, :step_milli, :pack,
    :category, :veg, :closed, :cost, :tile, :more) ON CONFLICT (id) DO UPDATE SET name_hi =
    excluded.name_hi, name_en = excluded.name_en, unit = excluded.unit, rates = excluded.rates,
    price = excluded.price, inclusive = excluded.inclusive, mrp = excluded.mrp, hsn = excluded.hsn,
    aliases = excluded.aliases, barcodes = excluded.barcodes, step_milli = excluded.step_milli, pack
    = excluded.pack, category = excluded.category, veg = excluded.veg, closed = excluded.closed,
    cost = excluded.cost, tile = excluded.tile, more = excluded.more

-- item.put_code
INSERT INTO barcode (code, item, milli) VALUES (:code, :item, :milli) ON CONFLICT DO NOTHING

-- item.by_code
SELECT barcode.milli, item.id, item.name_hi, item.name_en, item.unit, item.rates, item.price,
    item.inclusive, item.mrp, item.hsn, item.aliases, item.barcodes, item.step_milli, item.pack,
    item.category, item.veg, item.closed, item.cost, item.tile, item.more
FROM barcode JOIN item ON item.id = barcode.item
WHERE barcode.code = :code ORDER BY item.closed, item.id DESC
 LIMIT 1 OFFSET 0

-- item.by_id
SELECT item.id, item.name_hi, item.name_en, item.unit, item.rates, item.price, item.inclusive,
    item.mrp, item.hsn, item.aliases, item.barcodes, item.step_milli, item.pack, item.category,
    item.veg, item.closed, item.cost, item.tile, item.more
FROM item
WHERE item.id = :id

-- item.drop_codes
DELETE FROM barcode WHERE barcode.item IN (SELECT value
FROM json_each(:ids))

-- item.by_ids
SELECT item.id, item.name_hi, item.name_en, item.unit, item.rates, item.price, item.inclusive,
    item.mrp, item.hsn, item.aliases, item.barcodes, item.step_milli, item.pack, item.category,
    item.veg, item.closed, item.cost, item.tile, item.more
FROM item
WHERE item.id IN (SELECT value
FROM json_each(:ids))

-- item.after
SELECT item.id, item.name_hi, item.name_en, item.unit, item.rates, item.price, item.inclusive,
    item.mrp, item.hsn, item.aliases, item.barcodes, item.step_milli, item.pack, item.category,
    item.veg, item.closed, item.cost, item.tile, item.more
FROM item
WHERE item.id > :after ORDER BY item.id
 LIMIT :count OFFSET 0

-- item.tiles
SELECT item.id, item.name_hi, item.name_en, item.unit, item.rates, item.price, item.inclusive,
    item.mrp, item.hsn, item.aliases, item.barcodes, item.step_milli, item.pack, item.category,
    item.veg, item.closed, item.cost, item.tile, item.more
FROM item
WHERE item.tile > 0 AND item.closed = 0 ORDER BY item.tile

-- item.kits
SELECT item.id, item.name_hi, item.name_en, item.unit, item.rates, item.price, item.inclusive,
    item.mrp, item.hsn, item.aliases, item.barcodes, item.step_milli, item.pack, item.category,
    item.veg, item.closed, item.cost, item.tile, item.more
FROM item
WHERE item.closed = 0 AND item.more LIKE '%"parts":%' ORDER BY item.name_hi, item.name_en, item.id

-- item.set_price
UPDATE item SET price=:price WHERE item.id = :item

-- item.note_price
INSERT INTO price_change (item, record, from_day, at_ms, price) VALUES (:item, :record, :from_day,
    :at_ms, :price) ON CONFLICT DO NOTHING

-- item.prices
SELECT price_change.from_day, price_change.at_ms, price_change.price
FROM price_change
WHERE price_change.item = :item ORDER BY price_change.at_ms DESC, price_change.record DESC
 LIMIT :count OFFSET 0

-- item.board
SELECT item.id, item.name_hi, item.name_en, item.unit, item.rates, item.price, item.inclusive,
    item.mrp, item.hsn, item.aliases, item.barcodes, item.step_milli, item.pack, item.category,
    item.veg, item.closed, item.cost, item.tile, item.more
FROM item LEFT OUTER JOIN stock ON stock.item = item.id JOIN price_change ON price_change.item =
    item.id
WHERE price_change.record = (SELECT price_change.record
FROM price_change ORDER BY price_change.at_ms DESC, price_change.record DESC
 LIMIT 1 OFFSET 0) AND item.closed = 0 ORDER BY coalesce(stock.sold, 0) DESC, item.id

-- item.loose
SELECT item.id, item.name_hi, item.name_en, item.unit, item.rates, item.price, item.inclusive,
    item.mrp, item.hsn, item.aliases, item.barcodes, item.step_milli, item.pack, item.category,
    item.veg, item.closed, item.cost, item.tile, item.more
FROM item LEFT OUTER JOIN stock ON stock.item = item.id
WHERE item.step_milli < 1000 AND item.barcodes = '' AND item.closed = 0 ORDER BY
    coalesce(stock.sold, 0) DESC, item.id
 LIMIT :count OFFSET 0

-- item.categories
SELECT DISTINCT item.category
FROM item
WHERE item.category != ''

-- item.grouped
SELECT item.more
FROM item
WHERE (item.more LIKE '%' || '"groups"' || '%')

-- item.last_id
SELECT max(item.id) AS max_1
FROM item

-- item.count
SELECT count(*) AS count_1
FROM item

-- item.codes
SELECT barcode.code, barcode.item, barcode.milli
FROM barcode

-- item.holders
SELECT barcode.code, barcode.item
FROM barcode
WHERE barcode.code IN (SELECT value
FROM json_each(:codes)) ORDER BY barcode.code, barcode.item

-- journal.holds
SELECT journal.place
FROM journal
WHERE journal.id = :id

-- journal.one
SELECT journal.bytes
FROM journal
WHERE journal.id = :id

-- journal.records
SELECT stream.id, journal.seq, journal.bytes, journal.hash, journal.place
FROM journal JOIN stream ON stream.number = journal.stream
WHERE stream.lane = :lane AND journal.place > :after ORDER BY journal.place
 LIMIT :count OFFSET 0

-- journal.contents
SELECT journal.place, journal.bytes
FROM journal
WHERE journal.place > :after ORDER BY journal.place
 LIMIT :count OFFSET 0

-- journal.empty.account
DELETE FROM account

-- journal.empty.account_day
DELETE FROM account_day

-- journal.empty.act
DELETE FROM act

-- journal.empty.barcode
DELETE FROM barcode

-- journal.empty.bill
DELETE FROM bill

-- journal.empty.bill_cancelled
DELETE FROM bill_cancelled

-- journal.empty.bill_tender
DELETE FROM bill_tender

-- journal.empty.category
DELETE FROM category

-- journal.empty.credit_line
DELETE FROM credit_line

-- journal.empty.credit_note
DELETE FROM credit_note

-- journal.empty.customer
DELETE FROM customer

-- journal.empty.day_total
DELETE FROM day_total

-- journal.empty.estimate
DELETE FROM estimate

-- journal.empty.item
DELETE FROM item

-- journal.empty.money_move
DELETE FROM money_move

-- journal.empty.offer
DELETE FROM offer

-- journal.empty.person
DELETE FROM person

-- journal.empty.price_change
DELETE FROM price_change

-- journal.empty.shop_version
DELETE FROM shop_version

-- journal.empty.stock
DELETE FROM stock

-- journal.empty.tender_match
DELETE FROM tender_match

-- missed.put
INSERT INTO missed_code (code, day, times, last_ms) VALUES (:code, :day, :times, :last_ms) ON
    CONFLICT (code) DO UPDATE SET times = (missed_code.times + 1), last_ms = excluded.last_ms

-- missed.of_day
SELECT missed_code.code, missed_code.times
FROM missed_code
WHERE missed_code.day = :day ORDER BY missed_code.last_ms DESC, missed_code.code

-- missed.drop
DELETE FROM missed_code WHERE missed_code.code = :code

-- missed.forget
DELETE FROM missed_code WHERE missed_code.day != :day

-- offer.put
INSERT INTO offer (id, content) VALUES (:id, :content) ON CONFLICT (id) DO UPDATE SET content =
    excluded.content

-- offer.all
SELECT offer.content
FROM offer ORDER BY offer.id

-- outbox.one
SELECT stream.number, stream.lane, stream.key_public, stream.parent, stream.retired
FROM stream
WHERE stream.id = :stream

-- outbox.hash
SELECT journal.hash
FROM journal
WHERE journal.stream = :number AND journal.seq = :seq

-- outbox.bytes
SELECT journal.bytes
FROM journal
WHERE journal.stream = :number AND journal.seq > :after ORDER BY journal.seq
 LIMIT :count OFFSET 0

-- outbox.ack
UPDATE stream SET acked=:seq WHERE stream.id = :of AND stream.acked < :seq

-- outbox.rewind
UPDATE stream SET acked=:seq WHERE stream.id = :of

-- outbox.answer
INSERT INTO answer (one, incarnation, at_ms) VALUES (1, :name, :at_ms) ON CONFLICT (one) DO UPDATE
    SET incarnation = excluded.incarnation, at_ms = excluded.at_ms

-- person.put
INSERT INTO person (id, name, role, closed) VALUES (:id, :name, :role, :closed) ON CONFLICT (id) DO
    UPDATE SET name = excluded.name, role = excluded.role, closed = excluded.closed

-- person.all
SELECT person.id, person.name, person.role, person.closed
FROM person ORDER BY person.id

-- print_queue.put
INSERT INTO print_job (place, what, about, copy, language, urgency, state, asked_ms, tries, why) VALUES (NULL, :what, :about, :copy, :language, :urgency, 'waiting', :asked_ms, 0, '')

-- print_queue.waiting
SELECT print_job.place, print_job.what, print_job.about, print_job.copy, print_job.language,
    print_job.urgency, print_job.tries, print_job.why
FROM print_job
WHERE print_job.state = 'waiting' ORDER BY print_job.urgency, print_job.place

-- print_queue.asked
SELECT print_job.place
FROM print_job
WHERE print_job.about = :about AND print_job.state != 'dropped'
 LIMIT 1 OFFSET 0

-- print_queue.tried
UPDATE print_job SET tries=:so_many, why=:because WHERE print_job.place = :at

-- print_queue.mark
UPDATE print_job SET copy=:as_copy WHERE print_job.place = :at

-- print_queue.end
UPDATE print_job SET state=:as_what, why='' WHERE print_job.place = :at AND print_job.state = 'waiting'

-- print_queue.forget
DELETE FROM print_job WHERE print_job.state != 'waiting' AND print_job.asked_ms < :before_ms

-- sale.bill
INSERT INTO bill (id, number, at_ms, calendar_day, business_day, title, mode, gross, round_off,
    payable, buyer, buyer_gstin, shop_state, place_of_supply, reverse_charge, channel,
    operator_gstin, "by", clock_suspect, waived, discount, estimate, cancelled) VALUES (:id,
    :number, :at_ms, :calendar_day, :business_day, :title, :mode, :gross, :round_off, :payable,
    :buyer, :buyer_gstin, :shop_state, :place_of_supply, :reverse_charge, :channel, :operator_gstin,
    :by, :clock_suspect, :waived, :discount, :estimate, :cancelled)

-- sale.tender
INSERT INTO bill_tender (bill, part, kind, amount, received, reference, proof) VALUES (:bill, :part,
    :kind, :amount, :received, :reference, :proof)

-- sale.last_number
SELECT bill.number
FROM bill
WHERE bill.number > :before AND bill.number < :beyond ORDER BY bill.number DESC
 LIMIT 1 OFFSET 0

-- sale.day
INSERT INTO day_total (business_day, bills, gross, round_off, payable, cash, upi, card, khata,
    advance, credit, waived, discount, cancelled, cancelled_payable, returns, returned, first_bill,
    last_bill) VALUES (:business_day, :bills, :gross, :round_off, :payable, :cash, :upi, :card,
    :khata, :advance, :credit, :waived, :discount, :cancelled, :cancelled_payable, :returns,
    :returned, :first_bill, :last_bill) ON CONFLICT (business_day) DO UPDATE SET bills =
    (day_total.bills + excluded.bills), gross = (day_total.gross + excluded.gross), round_off =
    (day_total.round_off + excluded.round_off), payable = (day_total.payable + excluded.payable),
    cash = (day_total.cash + excluded.cash), upi = (day_total.upi + excluded.upi), card =
    (day_total.card + excluded.card), khata = (day_total.khata + excluded.khata), advance =
    (day_total.advance + excluded.advance), credit = (day_total.credit + excluded.credit), waived =
    (day_total.waived + excluded.waived), discount = (day_total.discount + excluded.discount),
    cancelled = (day_total.cancelled + excluded.cancelled), cancelled_payable =
    (day_total.cancelled_payable + excluded.cancelled_payable), returns = (day_total.returns +
    excluded.returns), returned = (day_total.returned + excluded.returned), first_bill =
    coalesce(nullif(day_total.first_bill, 0), excluded.first_bill), last_bill =
    max(day_total.last_bill, excluded.last_bill)

-- sale.cancel
UPDATE bill SET cancelled=1 WHERE bill.number = :number AND bill.id = :id

-- sale.figures
SELECT bill.place, bill.gross, bill.round_off, bill.payable, bill.waived, bill.discount,
    bill.cancelled
FROM bill
WHERE bill.number = :number AND bill.id = :id

-- sale.taken
SELECT bill_tender.kind, bill_tender.amount
FROM bill_tender
WHERE bill_tender.bill = :bill

-- sale.cancelled
INSERT INTO bill_cancelled (bill, number, business_day, at_ms, payable, reason, note, "by") VALUES
    (:bill, :number, :business_day, :at_ms, :payable, :reason, :note, :by) ON CONFLICT DO NOTHING

-- sale.is_cancelled
SELECT bill_cancelled.reason, bill_cancelled.at_ms, bill_cancelled."by", bill_cancelled.note
FROM bill_cancelled
WHERE bill_cancelled.bill = :bill

-- sale.match
INSERT INTO tender_match (bill, part, how, at_ms, "by") VALUES (:bill, :part, :how, :at_ms, :by) ON CONFLICT (bill, part) DO UPDATE SET how = excluded.how, at_ms = excluded.at_ms, "by" = excluded."by"

-- sale.settle
UPDATE tender_match SET how='given_back' WHERE tender_match.bill = :sale AND tender_match.how = 'confirmed'

-- sale.by_id
SELECT journal.bytes
FROM journal
WHERE journal.id = :id

-- sale.by_number
SELECT journal.bytes
FROM journal JOIN bill ON bill.id = journal.id
WHERE bill.number = :number ORDER BY bill.place DESC

-- sale.latest
SELECT journal.bytes
FROM journal JOIN bill ON bill.id = journal.id ORDER BY bill.place DESC
 LIMIT :count OFFSET 0

-- sale.of_day
SELECT journal.bytes
FROM journal JOIN bill ON bill.id = journal.id
WHERE bill.place BETWEEN (SELECT day_total.first_bill
FROM day_total
WHERE day_total.business_day = :day) AND (SELECT day_total.last_bill
FROM day_total
WHERE day_total.business_day = :day) AND bill.business_day = :day ORDER BY bill.place

-- sale.held_of_day
SELECT journal.bytes
FROM journal JOIN bill ON bill.id = journal.id
WHERE bill.place BETWEEN (SELECT day_total.first_bill
FROM day_total
WHERE day_total.business_day = :day) AND (SELECT day_total.last_bill
FROM day_total
WHERE day_total.business_day = :day) AND bill.business_day = :day AND bill.cancelled = 0 ORDER BY
    bill.place

-- sale.kept_for
SELECT coalesce(sum(CASE WHEN (bill.cancelled = 0) THEN bill_tender.amount ELSE -bill_tender.amount
    END), 0) AS coalesce_1
FROM bill_tender JOIN bill ON bill.place = bill_tender.bill
WHERE bill_tender.kind = 'credit' AND (bill_tender.reference = '') = (bill.cancelled = 0) AND bill.buyer = :buyer

-- sale.beside
SELECT bill.id
FROM bill
WHERE bill.place BETWEEN (SELECT bill.place
FROM bill
WHERE bill.number = :number AND bill.id = :id) - 1 AND (SELECT bill.place
FROM bill
WHERE bill.number = :number AND bill.id = :id) + 1 AND bill.id != :id AND bill.at_ms = :at_ms ORDER
    BY bill.place

-- sale.last_moment
SELECT bill.at_ms, bill.business_day
FROM bill ORDER BY bill.place DESC
 LIMIT 1 OFFSET 0

-- search.drop
DELETE FROM item_find WHERE item_find.rowid = :number

-- search.put
INSERT OR REPLACE INTO item_find (rowid, words, sounds, bones, joins) VALUES (:number, :words,
    :sounds, :bones, :joins)

-- search.merge
INSERT INTO item_find (item_find, rank) VALUES ('merge', :pages)

-- search.merge_ourselves
INSERT INTO item_find (item_find, rank) VALUES ('automerge', 0)

-- search.gather
INSERT INTO item_find (item_find, rank) VALUES ('hashsize', 8388608)

-- search.match
SELECT item_find.rowid, item_find.words, item_find.sounds
FROM item_find
WHERE item_find MATCH :expression ORDER BY item_find.rowid
 LIMIT :count OFFSET 0

-- search.rows
SELECT item_find.rowid, item_find.words, item_find.sounds
FROM item_find
WHERE item_find.rowid IN (SELECT value
FROM json_each(:ids))

-- search.sellers
SELECT stock.item
FROM stock
WHERE stock.sold > 0 ORDER BY stock.sold DESC, stock.item
 LIMIT :count OFFSET 0

-- search.terms
SELECT item_term.term
FROM item_term
WHERE item_term.term >= :first AND item_term.term < :beyond AND item_term.col = 'sounds'

-- sent.streams
SELECT stream.id, stream.lane, stream.key_public, stream.parent, (SELECT
    coalesce(max(of_stream.seq), 0) AS coalesce_1
FROM journal AS of_stream
WHERE of_stream.stream = stream.number) AS anon_1, stream.acked, stream.retired, stream.number
FROM stream ORDER BY stream.lane DESC, stream.number

-- sent.bills
SELECT count(*) AS count_1
FROM journal
WHERE journal.stream = :number AND journal.seq > :after AND journal.seq <= :upto AND journal.kind =
    'bill'

-- shop.put
INSERT INTO shop_version (record, from_day, name_hi, name_en, address_hi, address_en, district,
    state, pin, phone, csc_id, tax_mode, gstin, fssai, upi_id, upi_merchant, footer_hi, footer_en,
    more) VALUES (:record, :from_day, :name_hi, :name_en, :address_hi, :address_en, :district,
    :state, :pin, :phone, :csc_id, :tax_mode, :gstin, :fssai, :upi_id, :upi_merchant, :footer_hi,
    :footer_en, :more)

-- shop.all
SELECT shop_version.from_day, shop_version.name_hi, shop_version.name_en, shop_version.address_hi,
    shop_version.address_en, shop_version.district, shop_version.state, shop_version.pin,
    shop_version.phone, shop_version.csc_id, shop_version.tax_mode, shop_version.gstin,
    shop_version.fssai, shop_version.upi_id, shop_version.upi_merchant, shop_version.footer_hi,
    shop_version.footer_en, shop_version.more
FROM shop_version ORDER BY shop_version.place

-- shop.before
SELECT shop_version.from_day, shop_version.name_hi, shop_version.name_en, shop_version.address_hi,
    shop_version.address_en, shop_version.district, shop_version.state, shop_version.pin,
    shop_version.phone, shop_version.csc_id, shop_version.tax_mode, shop_version.gstin,
    shop_version.fssai, shop_version.upi_id, shop_version.upi_merchant, shop_version.footer_hi,
    shop_version.footer_en, shop_version.more
FROM shop_version JOIN journal ON journal.id = shop_version.record
WHERE journal.place < (SELECT own.place
FROM journal AS own
WHERE own.id = :record) ORDER BY shop_version.place

-- sidecar.hash
SELECT journal.hash
FROM journal JOIN stream ON stream.number = journal.stream
WHERE stream.id = :stream AND journal.seq = :seq

-- stock.move
INSERT INTO stock (item, milli, counted, sold) VALUES (:item, :milli, :counted, :sold) ON CONFLICT
    (item) DO UPDATE SET milli = (stock.milli + excluded.milli), counted = max(stock.counted,
    excluded.counted), sold = (stock.sold + excluded.sold)

-- stock.balances
SELECT stock.item, stock.milli
FROM stock
WHERE stock.item IN (SELECT value
FROM json_each(:ids)) AND stock.counted = 1

-- stock.kept
SELECT stock.item, stock.milli, stock.counted
FROM stock
WHERE stock.item IN (SELECT value
FROM json_each(:ids))

-- stream.head
SELECT stream.number, stream.id, stream.series, journal.seq, journal.hash
FROM stream JOIN journal ON journal.stream = stream.number
WHERE stream.lane = :lane AND stream.retired = 0 AND journal.seq = (SELECT max(of_stream.seq) AS
    max_1
FROM journal AS of_stream
WHERE of_stream.stream = stream.number)

-- stream.add
INSERT INTO journal (stream, seq, id, kind, at_ms, bytes, hash) VALUES (:stream, :seq, :id, :kind,
    :at_ms, :bytes, :hash)

-- stream.new
INSERT INTO stream (id, lane, series, key_public, parent, acked, retired) VALUES (:id, :lane,
    :series, :key_public, :parent, :acked, :retired)

-- stream.retire
UPDATE stream SET retired=1 WHERE stream.lane = :of AND stream.retired = 0

-- stream.tail
SELECT journal.place, journal.bytes
FROM journal
WHERE journal.stream = :stream AND journal.seq > :after ORDER BY journal.seq

-- stream.move
UPDATE journal SET stream=:to, seq=:as, hash=:hash WHERE journal.place = :at

-- stream.series_taken
SELECT stream.number
FROM stream
WHERE stream.series = :series

-- stream.books
SELECT books.practice, books.key_seed
FROM books

-- totals.total
SELECT day_total.bills, day_total.gross, day_total.round_off, day_total.payable, day_total.cash,
    day_total.upi, day_total.card, day_total.khata, day_total.advance, day_total.credit,
    day_total.waived, day_total.discount, day_total.cancelled, day_total.cancelled_payable,
    day_total.returns, day_total.returned
FROM day_total
WHERE day_total.business_day = :day

-- totals.hours
SELECT ((bill.at_ms + 19800000) / 3600000) % 24 AS anon_1, count(*) AS count_1, sum(bill.payable) AS
    sum_1
FROM bill
WHERE bill.place BETWEEN (SELECT day_total.first_bill
FROM day_total
WHERE day_total.business_day = :day) AND (SELECT day_total.last_bill
FROM day_total
WHERE day_total.business_day = :day) AND bill.business_day = :day AND bill.cancelled = 0 GROUP BY
    ((bill.at_ms + 19800000) / 3600000) % 24 ORDER BY min(bill.place)

-- totals.numbers
SELECT min(bill.number) AS min_1, max(bill.number) AS max_1, count(*) AS count_1
FROM bill
WHERE bill.place BETWEEN (SELECT day_total.first_bill
FROM day_total
WHERE day_total.business_day = :day) AND (SELECT day_total.last_bill
FROM day_total
WHERE day_total.business_day = :day) AND bill.business_day = :day GROUP BY substr(bill.number, 1, 8)
    ORDER BY min(bill.place)

-- totals.titles
SELECT bill.title, count(*) AS count_1
FROM bill
WHERE bill.place BETWEEN (SELECT day_total.first_bill
FROM day_total
WHERE day_total.business_day = :day) AND (SELECT day_total.last_bill
FROM day_total
WHERE day_total.business_day = :day) AND bill.business_day = :day AND bill.cancelled = 0 GROUP BY
    bill.title ORDER BY bill.title
