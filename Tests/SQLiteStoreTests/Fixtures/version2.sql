-- A store as version 2 kept it: a member, prepaid sales, two holds, a return, a fee, a gift.
BEGIN TRANSACTION;
CREATE TABLE business_dates (
  store TEXT NOT NULL PRIMARY KEY, latest TEXT NOT NULL
) STRICT;
INSERT INTO "business_dates" VALUES('S01','2026-02-06');
INSERT INTO "business_dates" VALUES('S02','2026-02-02');
CREATE TABLE card_stock (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  store TEXT NOT NULL, year INTEGER NOT NULL, movement TEXT NOT NULL,
  count INTEGER NOT NULL CHECK (count > 0),
  business_date TEXT NOT NULL, note TEXT
) STRICT;
CREATE TABLE cards (
  number TEXT NOT NULL, year INTEGER NOT NULL, sequence INTEGER NOT NULL,
  member_id TEXT NOT NULL REFERENCES members (id),
  status TEXT NOT NULL, issued_on TEXT NOT NULL, ended_on TEXT,
  PRIMARY KEY (number, year, sequence)
) STRICT;
INSERT INTO "cards" VALUES('9156880012345672',2026,1,'M1','active','2026-01-05',NULL);
CREATE TABLE gift_claims (
  member_id TEXT NOT NULL REFERENCES members (id),
  rule TEXT NOT NULL, period TEXT NOT NULL,
  reference TEXT NOT NULL, claimed_on TEXT NOT NULL,
  PRIMARY KEY (member_id, rule, period)
) STRICT;
INSERT INTO "gift_claims" VALUES('M1','A8','once','G1','2026-11-26');
CREATE TABLE members (
  id TEXT NOT NULL PRIMARY KEY,
  family_name TEXT, title TEXT, level TEXT NOT NULL,
  joined_on TEXT, registered_on TEXT, birthday TEXT,
  accumulated_points INTEGER NOT NULL CHECK (accumulated_points >= 0),
  last_purchase_on TEXT, fee_paid_for INTEGER,
  revision INTEGER NOT NULL
) STRICT;
INSERT INTO "members" VALUES('M1','王','女士','ordinary','2026-01-05',NULL,'1990-11-22',130,'2026-02-04',2026,6);
CREATE TABLE point_lots (
  id TEXT NOT NULL PRIMARY KEY,
  member_id TEXT NOT NULL REFERENCES members (id),
  reference TEXT NOT NULL, kind TEXT NOT NULL,
  points INTEGER NOT NULL CHECK (points > 0),
  earned_on TEXT NOT NULL, expires_on TEXT, register_by TEXT,
  basis_fen INTEGER NOT NULL, rules TEXT NOT NULL,
  program_id TEXT NOT NULL, program_version TEXT NOT NULL
) STRICT;
INSERT INTO "point_lots" VALUES('T2/1','M1','T2','earned',60,'2026-02-02','2028-02-02',NULL,6000,'C1','retail-loyalty','2026-01');
INSERT INTO "point_lots" VALUES('T3/1','M1','T3','earned',70,'2026-02-03','2028-02-03',NULL,7000,'C1','retail-loyalty','2026-01');
CREATE TABLE point_uses (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  lot_id TEXT NOT NULL REFERENCES point_lots (id),
  points INTEGER NOT NULL CHECK (points <> 0),
  reason TEXT NOT NULL, reference TEXT NOT NULL, used_on TEXT NOT NULL
) STRICT;
CREATE TABLE print_jobs (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  receipt_number TEXT NOT NULL REFERENCES receipts (number),
  copy TEXT NOT NULL, reprint INTEGER NOT NULL,
  store TEXT NOT NULL, lane TEXT NOT NULL, state TEXT NOT NULL, reached_at TEXT NOT NULL
) STRICT;
CREATE TABLE receipts (
  number TEXT NOT NULL PRIMARY KEY,
  store TEXT NOT NULL, lane TEXT NOT NULL, business_date TEXT NOT NULL,
  content TEXT NOT NULL, signature TEXT
) STRICT;
INSERT INTO "receipts" VALUES('T1','S01','L1','2026-02-01','{}','required');
INSERT INTO "receipts" VALUES('T2','S02','L1','2026-02-02','{}','required');
INSERT INTO "receipts" VALUES('T3','S01','L1','2026-02-03','{}','required');
INSERT INTO "receipts" VALUES('T4','S01','L1','2026-02-04','{}','required');
INSERT INTO "receipts" VALUES('T5','S02','L1','2026-02-05','{}','required');
INSERT INTO "receipts" VALUES('T6','S01','L1','2026-02-05','{}','required');
INSERT INTO "receipts" VALUES('R1','S01','L1','2026-02-06','{}','required');
CREATE TABLE redemptions (
  id TEXT NOT NULL PRIMARY KEY,
  member_id TEXT NOT NULL REFERENCES members (id),
  store TEXT NOT NULL, lane TEXT NOT NULL, business_date TEXT NOT NULL,
  gift TEXT NOT NULL, points INTEGER NOT NULL CHECK (points > 0),
  content TEXT NOT NULL, booked_at TEXT NOT NULL
) STRICT;
CREATE TABLE refusals (
  position INTEGER PRIMARY KEY,
  masked_number TEXT, reason TEXT NOT NULL,
  store TEXT NOT NULL, lane TEXT NOT NULL, business_date TEXT NOT NULL,
  refused_at TEXT NOT NULL
) STRICT;
CREATE TABLE return_lines (
  return_id TEXT NOT NULL REFERENCES returns (id), position INTEGER NOT NULL,
  line_id TEXT NOT NULL, quantity_thousandths INTEGER NOT NULL,
  refund_fen INTEGER NOT NULL,
  PRIMARY KEY (return_id, position)
) STRICT;
INSERT INTO "return_lines" VALUES('R1',0,'1',1000,20000);
CREATE TABLE returns (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  sale_id TEXT NOT NULL REFERENCES sales (id),
  lane TEXT NOT NULL, business_date TEXT NOT NULL, content TEXT NOT NULL,
  refund_fen INTEGER NOT NULL,
  points_reclaimed INTEGER NOT NULL, points_forgiven INTEGER NOT NULL,
  points_restored INTEGER NOT NULL, booked_at TEXT NOT NULL
) STRICT;
INSERT INTO "returns" VALUES(1,'R1','T4','L1','2026-02-06','T4
2026-02-06
1 1
cash',20000,0,0,0,'2026-11-26T10:33:45+08:00');
CREATE TABLE sale_lines (
  sale_id TEXT NOT NULL REFERENCES sales (id), position INTEGER NOT NULL,
  id TEXT NOT NULL, sku TEXT, name TEXT NOT NULL,
  quantity_thousandths INTEGER NOT NULL, unit_price_fen INTEGER NOT NULL,
  kind TEXT NOT NULL, counter TEXT, category TEXT, brand TEXT, model TEXT,
  gross_fen INTEGER NOT NULL, counter_discount_fen INTEGER NOT NULL,
  member_discount_fen INTEGER NOT NULL, money_off_fen INTEGER NOT NULL,
  net_fen INTEGER NOT NULL,
  PRIMARY KEY (sale_id, position)
) STRICT;
INSERT INTO "sale_lines" VALUES('T1',0,'1','9','货',1000,10000,'prepaid',NULL,NULL,NULL,NULL,10000,0,0,0,10000);
INSERT INTO "sale_lines" VALUES('T2',0,'1','9','货',1000,6000,'regular',NULL,NULL,NULL,NULL,6000,0,0,0,6000);
INSERT INTO "sale_lines" VALUES('T3',0,'1','9','货',1000,7000,'regular',NULL,NULL,NULL,NULL,7000,0,0,0,7000);
INSERT INTO "sale_lines" VALUES('T4',0,'1','9','货',1000,20000,'prepaid',NULL,NULL,NULL,NULL,20000,0,0,0,20000);
INSERT INTO "sale_lines" VALUES('T5',0,'1','9','货',1000,3000,'regular',NULL,NULL,NULL,NULL,3000,0,0,0,3000);
INSERT INTO "sale_lines" VALUES('T6',0,'1','9','货',1000,8000,'prepaid',NULL,NULL,NULL,NULL,8000,0,0,0,8000);
CREATE TABLE sales (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  store TEXT NOT NULL, lane TEXT NOT NULL, business_date TEXT NOT NULL, cashier TEXT,
  content TEXT NOT NULL, priced TEXT NOT NULL, quote TEXT NOT NULL,
  member_id TEXT REFERENCES members (id),
  program_id TEXT NOT NULL, program_version TEXT NOT NULL,
  due_fen INTEGER NOT NULL, basis_fen INTEGER NOT NULL,
  earnings TEXT NOT NULL, points_spent INTEGER NOT NULL CHECK (points_spent >= 0),
  level TEXT, new_level TEXT,
  state TEXT NOT NULL CHECK (state IN ('hold', 'committed', 'void')),
  held_at TEXT NOT NULL, closed_at TEXT
) STRICT;
INSERT INTO "sales" VALUES(1,'T1','S01','L1','2026-02-01',NULL,'{"id":"T1","store":"S01","lane":"L1","date":"2026-02-01","time":"10:00:00+08:00","lines":[{"id":"1","sku":"9","name":"货","quantity":"1","unitPrice":"100.00","kind":"prepaid"}]}
9156 **** **** 5672 2026/1
','{"id":"T1","store":"S01","lane":"L1","date":"2026-02-01","time":"10:00:00+08:00","lines":[{"id":"1","sku":"9","name":"货","quantity":"1","unitPrice":"100.00","kind":"prepaid"}],"member":{"id":"M1","familyName":"王","title":"女士","level":"ordinary","joined":"2026-01-05","birthday":"1990-11-22","points":[],"accumulatedPoints":0,"cardYear":2026,"claims":[]}}','{}','M1','retail-loyalty','2026-01',10000,0,'[]',0,'ordinary',NULL,'committed','2026-11-26T10:33:35+08:00','2026-11-26T10:33:35+08:00');
INSERT INTO "sales" VALUES(2,'T2','S02','L1','2026-02-02',NULL,'{"id":"T2","store":"S02","lane":"L1","date":"2026-02-02","time":"10:00:00+08:00","lines":[{"id":"1","sku":"9","name":"货","quantity":"1","unitPrice":"60.00","kind":"regular"}]}
9156 **** **** 5672 2026/1
prepaid 60.00','{"id":"T2","store":"S02","lane":"L1","date":"2026-02-02","time":"10:00:00+08:00","lines":[{"id":"1","sku":"9","name":"货","quantity":"1","unitPrice":"60.00","kind":"regular"}],"member":{"id":"M1","familyName":"王","title":"女士","level":"ordinary","joined":"2026-01-05","birthday":"1990-11-22","points":[],"accumulatedPoints":0,"lastPurchase":"2026-02-01","cardYear":2026,"claims":[]}}','{}','M1','retail-loyalty','2026-01',6000,6000,'[{"basisFen":6000,"earned":"2026-02-02","expires":"2028-02-02","kind":"earned","points":60,"programID":"retail-loyalty","programVersion":"2026-01","rules":["C1"]}]',0,'ordinary',NULL,'committed','2026-11-26T10:33:36+08:00','2026-11-26T10:33:36+08:00');
INSERT INTO "sales" VALUES(3,'T3','S01','L1','2026-02-03',NULL,'{"id":"T3","store":"S01","lane":"L1","date":"2026-02-03","time":"10:00:00+08:00","lines":[{"id":"1","sku":"9","name":"货","quantity":"1","unitPrice":"70.00","kind":"regular"}]}
9156 **** **** 5672 2026/1
prepaid 50.00,cash 20.00','{"id":"T3","store":"S01","lane":"L1","date":"2026-02-03","time":"10:00:00+08:00","lines":[{"id":"1","sku":"9","name":"货","quantity":"1","unitPrice":"70.00","kind":"regular"}],"member":{"id":"M1","familyName":"王","title":"女士","level":"ordinary","joined":"2026-01-05","birthday":"1990-11-22","points":[{"earned":"2026-02-02","expires":"2028-02-02","remaining":60,"source":"T2"}],"accumulatedPoints":60,"lastPurchase":"2026-02-02","periodPoints":60,"periodSpent":"60.00","cardYear":2026,"claims":[]}}','{}','M1','retail-loyalty','2026-01',7000,7000,'[{"basisFen":7000,"earned":"2026-02-03","expires":"2028-02-03","kind":"earned","points":70,"programID":"retail-loyalty","programVersion":"2026-01","rules":["C1"]}]',0,'ordinary',NULL,'committed','2026-11-26T10:33:38+08:00','2026-11-26T10:33:38+08:00');
INSERT INTO "sales" VALUES(4,'T4','S01','L1','2026-02-04',NULL,'{"id":"T4","store":"S01","lane":"L1","date":"2026-02-04","time":"10:00:00+08:00","lines":[{"id":"1","sku":"9","name":"货","quantity":"1","unitPrice":"200.00","kind":"prepaid"}]}
9156 **** **** 5672 2026/1
','{"id":"T4","store":"S01","lane":"L1","date":"2026-02-04","time":"10:00:00+08:00","lines":[{"id":"1","sku":"9","name":"货","quantity":"1","unitPrice":"200.00","kind":"prepaid"}],"member":{"id":"M1","familyName":"王","title":"女士","level":"ordinary","joined":"2026-01-05","birthday":"1990-11-22","points":[{"earned":"2026-02-02","expires":"2028-02-02","remaining":60,"source":"T2"},{"earned":"2026-02-03","expires":"2028-02-03","remaining":70,"source":"T3"}],"accumulatedPoints":130,"lastPurchase":"2026-02-03","periodPoints":130,"periodSpent":"130.00","cardYear":2026,"claims":[]}}','{}','M1','retail-loyalty','2026-01',20000,0,'[]',0,'ordinary',NULL,'committed','2026-11-26T10:33:40+08:00','2026-11-26T10:33:40+08:00');
INSERT INTO "sales" VALUES(5,'T5','S02','L1','2026-02-05',NULL,'{"id":"T5","store":"S02","lane":"L1","date":"2026-02-05","time":"10:00:00+08:00","lines":[{"id":"1","sku":"9","name":"货","quantity":"1","unitPrice":"30.00","kind":"regular"}]}
9156 **** **** 5672 2026/1
prepaid 30.00','{"id":"T5","store":"S02","lane":"L1","date":"2026-02-05","time":"10:00:00+08:00","lines":[{"id":"1","sku":"9","name":"货","quantity":"1","unitPrice":"30.00","kind":"regular"}],"member":{"id":"M1","familyName":"王","title":"女士","level":"ordinary","joined":"2026-01-05","birthday":"1990-11-22","points":[{"earned":"2026-02-02","expires":"2028-02-02","remaining":60,"source":"T2"},{"earned":"2026-02-03","expires":"2028-02-03","remaining":70,"source":"T3"}],"accumulatedPoints":130,"lastPurchase":"2026-02-04","periodPoints":130,"periodSpent":"130.00","cardYear":2026,"claims":[]}}','{}','M1','retail-loyalty','2026-01',3000,3000,'[{"basisFen":3000,"earned":"2026-02-05","expires":"2028-02-05","kind":"earned","points":30,"programID":"retail-loyalty","programVersion":"2026-01","rules":["C1"]}]',0,'ordinary',NULL,'hold','2026-11-26T10:33:42+08:00',NULL);
INSERT INTO "sales" VALUES(6,'T6','S01','L1','2026-02-05',NULL,'{"id":"T6","store":"S01","lane":"L1","date":"2026-02-05","time":"10:00:00+08:00","lines":[{"id":"1","sku":"9","name":"货","quantity":"1","unitPrice":"80.00","kind":"prepaid"}]}
9156 **** **** 5672 2026/1
','{"id":"T6","store":"S01","lane":"L1","date":"2026-02-05","time":"10:00:00+08:00","lines":[{"id":"1","sku":"9","name":"货","quantity":"1","unitPrice":"80.00","kind":"prepaid"}],"member":{"id":"M1","familyName":"王","title":"女士","level":"ordinary","joined":"2026-01-05","birthday":"1990-11-22","points":[{"earned":"2026-02-02","expires":"2028-02-02","remaining":60,"source":"T2"},{"earned":"2026-02-03","expires":"2028-02-03","remaining":70,"source":"T3"}],"accumulatedPoints":130,"lastPurchase":"2026-02-04","periodPoints":130,"periodSpent":"130.00","cardYear":2026,"claims":[]}}','{}','M1','retail-loyalty','2026-01',8000,0,'[]',0,'ordinary',NULL,'hold','2026-11-26T10:33:44+08:00',NULL);
CREATE INDEX members_by_family_name ON members (family_name);
CREATE INDEX cards_by_member ON cards (member_id);
CREATE INDEX point_lots_by_member ON point_lots (member_id, expires_on);
CREATE INDEX point_uses_by_lot ON point_uses (lot_id, points);
CREATE INDEX point_uses_by_reference ON point_uses (reference);
CREATE TRIGGER point_lots_refuse_update BEFORE UPDATE ON point_lots
BEGIN SELECT RAISE(ABORT, 'point_lots: entries are added, never changed or removed'); END;
CREATE TRIGGER point_lots_refuse_delete BEFORE DELETE ON point_lots
BEGIN SELECT RAISE(ABORT, 'point_lots: entries are added, never changed or removed'); END;
CREATE TRIGGER point_uses_refuse_update BEFORE UPDATE ON point_uses
BEGIN SELECT RAISE(ABORT, 'point_uses: entries are added, never changed or removed'); END;
CREATE TRIGGER point_uses_refuse_delete BEFORE DELETE ON point_uses
BEGIN SELECT RAISE(ABORT, 'point_uses: entries are added, never changed or removed'); END;
CREATE INDEX sales_by_member ON sales (member_id, business_date);
CREATE INDEX open_sales ON sales (store, lane, position) WHERE state = 'hold';
CREATE INDEX returns_by_sale ON returns (sale_id, position);
CREATE TRIGGER sale_lines_refuse_update BEFORE UPDATE ON sale_lines
BEGIN SELECT RAISE(ABORT, 'sale_lines: entries are added, never changed or removed'); END;
CREATE TRIGGER sale_lines_refuse_delete BEFORE DELETE ON sale_lines
BEGIN SELECT RAISE(ABORT, 'sale_lines: entries are added, never changed or removed'); END;
CREATE TRIGGER returns_refuse_update BEFORE UPDATE ON returns
BEGIN SELECT RAISE(ABORT, 'returns: entries are added, never changed or removed'); END;
CREATE TRIGGER returns_refuse_delete BEFORE DELETE ON returns
BEGIN SELECT RAISE(ABORT, 'returns: entries are added, never changed or removed'); END;
CREATE TRIGGER return_lines_refuse_update BEFORE UPDATE ON return_lines
BEGIN SELECT RAISE(ABORT, 'return_lines: entries are added, never changed or removed'); END;
CREATE TRIGGER return_lines_refuse_delete BEFORE DELETE ON return_lines
BEGIN SELECT RAISE(ABORT, 'return_lines: entries are added, never changed or removed'); END;
CREATE TRIGGER redemptions_refuse_update BEFORE UPDATE ON redemptions
BEGIN SELECT RAISE(ABORT, 'redemptions: entries are added, never changed or removed'); END;
CREATE TRIGGER redemptions_refuse_delete BEFORE DELETE ON redemptions
BEGIN SELECT RAISE(ABORT, 'redemptions: entries are added, never changed or removed'); END;
CREATE INDEX receipts_by_day ON receipts (store, business_date);
CREATE INDEX print_jobs_by_receipt ON print_jobs (receipt_number, position);
CREATE INDEX print_jobs_by_state ON print_jobs (store, lane, state);
CREATE INDEX refusals_by_day ON refusals (store, lane, business_date);
CREATE TRIGGER refusals_refuse_update BEFORE UPDATE ON refusals
BEGIN SELECT RAISE(ABORT, 'refusals: entries are added, never changed or removed'); END;
CREATE TRIGGER refusals_refuse_delete BEFORE DELETE ON refusals
BEGIN SELECT RAISE(ABORT, 'refusals: entries are added, never changed or removed'); END;
CREATE INDEX sales_by_day ON sales (business_date, position);
CREATE INDEX returns_by_day ON returns (business_date, position);
CREATE TRIGGER card_stock_refuse_update BEFORE UPDATE ON card_stock
BEGIN SELECT RAISE(ABORT, 'card_stock: entries are added, never changed or removed'); END;
CREATE TRIGGER card_stock_refuse_delete BEFORE DELETE ON card_stock
BEGIN SELECT RAISE(ABORT, 'card_stock: entries are added, never changed or removed'); END;
COMMIT;
PRAGMA application_id = 1128549454;
PRAGMA user_version = 2;
