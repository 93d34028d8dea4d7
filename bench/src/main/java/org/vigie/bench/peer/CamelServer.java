package org.vigie.bench.peer;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Apache Camel's camel-mllp with HAPI's generic parser in the route: parses, reads one field, and lets Camel answer AA;
 * keeps nothing.
 */
public final class CamelServer {
    private CamelServer() {}

    /**
     * Listens until it is killed.
     *
     * @param arguments the port
     */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        DefaultHapiContext context = new DefaultHapiContext();
        context.setModelClassFactory(new GenericModelClassFactory());
        context.setValidationContext(ValidationContextFactory.noValidation());
        ThreadLocal<PipeParser> parser = ThreadLocal.withInitial(() -> new PipeParser(context));
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                // Its default of 5 consumers would leave most of 64 connections waiting for ever.
                from("mllp://127.0.0.1:" + port + "?maxConcurrentConsumers=80").process(exchange -> {
                    Message message = parser.get().parse(exchange.getMessage().getBody(String.class));
                    exchange.setProperty("id", new Terser(message).get("/MSH-10"));
                });
            }
        });
        camel.start();
        ReadyLine.print();
    }
}
