module github.com/wiredesk/wiredesk

go 1.26
