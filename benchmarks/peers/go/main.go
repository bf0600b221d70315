// gqlgen on net/http: newsroom DATA.json PORT
package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/ast"

	"newsroom/graph"
)

// queries is how many parsed queries are kept: as many as gqlgen's default server keeps.
const queries = 1000

func main() {
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var read newsroom
	if err := json.Unmarshal(data, &read); err != nil {
		log.Fatal(err)
	}
	server := handler.New(graph.NewExecutableSchema(graph.Config{Resolvers: newResolver(read)}))
	server.AddTransport(transport.GET{})
	server.AddTransport(transport.POST{})
	server.SetQueryCache(lru.New[*ast.QueryDocument](queries))
	http.Handle("/graphql", server)
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Args[2], nil))
}
