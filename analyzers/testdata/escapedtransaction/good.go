package escapedtransaction

import (
	"context"
	"database/sql"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"gorm.io/gorm"

	"example.com/fixtures/escapedtransaction/helper"
)

// insertBothWithin uses the transaction for both.
func insertBothWithin(ctx context.Context, db *sql.DB, id int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, insertOrder, id); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, insertItem, id); err != nil {
		return err
	}
	return tx.Commit()
}

// before and after the transaction, the pool is right.
func beforeAndAfter(db *sql.DB, id int) (n int, err error) {
	if err := db.QueryRow(countItems).Scan(&n); err != nil {
		return 0, err
	}
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	if _, err := tx.Exec(insertItem, id); err != nil {
		tx.Rollback()
		return 0, err
	}
	if err := tx.Commit(); err != nil {
		return 0, err
	}
	err = db.QueryRow(countItems).Scan(&n)
	return n, err
}

// inTurns commits each before it asks.
func inTurns(db *sql.DB, ids []int) (n int, err error) {
	for _, id := range ids {
		tx, err := db.Begin()
		if err != nil {
			return 0, err
		}
		if _, err := tx.Exec(insertItem, id); err != nil {
			tx.Rollback()
			return 0, err
		}
		if err := tx.Commit(); err != nil {
			return 0, err
		}
		if err := db.QueryRow(countItems).Scan(&n); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// withoutTransaction falls back if none can be had.
func withoutTransaction(db *sql.DB, id int) error {
	tx, err := db.Begin()
	if err != nil {
		_, err := db.Exec(insertItem, id)
		return err
	}
	if _, err := tx.Exec(insertItem, id); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// failureNoted must stay when all else is rolled back.
func failureNoted(db *sql.DB, id int) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insertOrder, id); err != nil {
		db.Exec("INSERT INTO failures (id) VALUES (?)", id)
		return err
	}
	return tx.Commit()
}

// otherPool is another database.
func otherPool(orders, audit *sql.DB, id int) error {
	tx, err := orders.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insertOrder, id); err != nil {
		return err
	}
	if _, err := audit.Exec(insertOrder, id); err != nil {
		return err
	}
	return tx.Commit()
}

// oneConnection is in the transaction with all that is sent through it.
func oneConnection(ctx context.Context, pool *pgxpool.Pool, id int) error {
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	tx, err := conn.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, insertItem, id); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

// byHelper hands the transaction on.
func byHelper(ctx context.Context, db *sql.DB, id int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := helper.Insert(ctx, tx, id); err != nil {
		return err
	}
	return tx.Commit()
}

// helperWithPool calls something that has a pool too: what it does is not known.
func helperWithPool(ctx context.Context, db *sql.DB, id int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := helper.Insert(ctx, db, id); err != nil {
		return err
	}
	return tx.Commit()
}

// createWithin uses the handle that it is given.
func createWithin(db *gorm.DB, id int) error {
	return db.Transaction(func(tx *gorm.DB) error {
		if err := tx.Create(&order{ID: id}).Error; err != nil {
			return err
		}
		return tx.Create(&item{ID: id}).Error
	})
}

// sameName hides the outer handle.
func sameName(db *gorm.DB, id int) error {
	return db.Transaction(func(db *gorm.DB) error {
		return db.Create(&item{ID: id}).Error
	})
}

// subquery makes a part of a query of the outer handle.
func subquery(db *gorm.DB, id int) error {
	return db.Transaction(func(tx *gorm.DB) error {
		orders := db.Model(&order{}).Select("id").Where("id = ?", id)
		return tx.Delete(&item{}, "id IN (?)", orders).Error
	})
}

// nested is a savepoint of the transaction that it is called with.
func nested(tx *gorm.DB, id int) error {
	return tx.Transaction(func(*gorm.DB) error {
		return tx.Create(&item{ID: id}).Error
	})
}

// handleOf returns the handle of a context, which may be a transaction.
func handleOf(ctx context.Context, db *gorm.DB) *gorm.DB {
	if tx, ok := ctx.Value(handleKey{}).(*gorm.DB); ok {
		return tx
	}
	return db
}

type handleKey struct{}

func fromContext(ctx context.Context, db *gorm.DB, id int) error {
	return handleOf(ctx, db).Transaction(func(tx *gorm.DB) error {
		ctx := context.WithValue(ctx, handleKey{}, tx)
		return handleOf(ctx, db).Create(&item{ID: id}).Error
	})
}

// insertDocumentsWithin uses the session's context, and one made from it.
func insertDocumentsWithin(ctx context.Context, session *mongo.Session, orders, items *mongo.Collection) error {
	_, err := session.WithTransaction(ctx, func(ctx context.Context) (any, error) {
		if _, err := orders.InsertOne(ctx, bson.M{"n": 1}); err != nil {
			return nil, err
		}
		short, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		return items.InsertOne(short, bson.M{"n": 1})
	})
	return err
}

// carried has put the session into its own context.
func carried(ctx context.Context, session *mongo.Session, items *mongo.Collection) error {
	ctx = mongo.NewSessionContext(ctx, session)
	_, err := session.WithTransaction(ctx, func(context.Context) (any, error) {
		return items.InsertOne(ctx, bson.M{"n": 1})
	})
	return err
}

// noTransaction has a session for the order of its reads only.
func noTransaction(ctx context.Context, client *mongo.Client, items *mongo.Collection) error {
	return client.UseSession(ctx, func(context.Context) error {
		_, err := items.InsertOne(ctx, bson.M{"n": 1})
		return err
	})
}

// prepared takes over the statement that the pool has prepared.
func prepared(ctx context.Context, db *sql.DB, id int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	stmt, err := db.PrepareContext(ctx, insertItem)
	if err != nil {
		return err
	}
	defer stmt.Close()
	if _, err := tx.StmtContext(ctx, stmt).ExecContext(ctx, id); err != nil {
		return err
	}
	return tx.Commit()
}

// optimistic reads, with each try, what others have committed since the
// transaction began.
func optimistic(db *gorm.DB, ids []int) error {
	tx := db.Begin()
	defer tx.Rollback()
	for _, id := range ids {
		for {
			var seen item
			if err := db.First(&seen, id).Error; err != nil {
				return err
			}
			result := tx.Model(&item{}).Where("id = ? AND version = ?", id, seen.ID).Update("version", seen.ID+1)
			if result.Error != nil {
				return result.Error
			}
			if result.RowsAffected > 0 {
				break
			}
		}
	}
	return tx.Commit().Error
}

// looked reads before the transaction has changed anything.
func looked(db *sql.DB, id int) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	if err := db.QueryRow(countItems).Scan(&n); err != nil {
		return 0, err
	}
	if _, err := tx.Exec(insertItem, id); err != nil {
		return 0, err
	}
	return n, tx.Commit()
}

// moved puts what goes through db into the transaction.
func moved(db *gorm.DB, id int) error {
	return db.Transaction(func(tx *gorm.DB) error {
		db.Statement.ConnPool = tx.Statement.ConnPool
		return db.Delete(&struct{ ID int }{id}).Error
	})
}
