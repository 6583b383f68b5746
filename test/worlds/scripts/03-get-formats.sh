# versions: 1.27,1.30,1.31,1.33
# Every way to look at the same objects.
kubectl create deployment web --image=nginx:1.27 --replicas=2
kubectl create configmap conf --from-literal=key=value --from-literal=a.txt=hello
kubectl get pods
kubectl get pods --show-labels
kubectl get pods -L app
kubectl get pods -l app=web
kubectl get pods -l 'app in (web,api)' --no-headers
kubectl get pods -l app=none
kubectl get pods --field-selector status.phase=Running
kubectl get pods --field-selector status.phase!=Running
kubectl get pods -o wide
kubectl get pods -o name
kubectl get pods -o yaml
kubectl get pods -o json
kubectl get deployment web -o yaml
kubectl get deploy web -o json
kubectl get rs -o yaml
kubectl get deploy,rs,pods
kubectl get all
kubectl get cm conf -o yaml
kubectl get cm conf -o json
kubectl get cm conf -o jsonpath='{.data.key}'
kubectl get cm conf -o jsonpath='{.data.a\.txt}{"\n"}'
kubectl get pods -o jsonpath='{.items[*].metadata.name}'
kubectl get pods -o jsonpath='{range .items[*]}{.metadata.name}{"\t"}{.status.phase}{"\n"}{end}'
kubectl get pods -o jsonpath='{.items[?(@.status.phase=="Running")].spec.nodeName}'
kubectl get pods -o jsonpath='{.items[9].metadata}'
kubectl get pods -o jsonpath='{.items[0].nosuch}'
kubectl get pods -o jsonpath='{'
kubectl get pods -o jsonpath-as-json='{.items[*].status.podIP}'
kubectl get pods -o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[*].image,X:.nosuch
kubectl get pods -o custom-columns=NAME
kubectl get deploy web -o go-template='{{.metadata.name}} {{.spec.replicas}}{{"\n"}}'
kubectl get pods -o go-template='{{range .items}}{{.metadata.name}}{{"\n"}}{{end}}'
kubectl get deploy -o go-template='{{.foo'
kubectl get pods --sort-by=.metadata.name
kubectl get pods --sort-by=.status.podIP -o name
kubectl get svc,cm
kubectl get svc/kubernetes deploy/web
kubectl get -f nosuch.yaml
kubectl get nodes
kubectl get nodes -o wide
kubectl get ns
kubectl get ns default kube-system
kubectl get pods -A
kubectl get pods -n kube-system -o wide
kubectl get sa -A
kubectl get svc -A
kubectl get ep -A
kubectl get leases -A
kubectl get secrets
kubectl get secrets -o yaml
kubectl get events -A --no-headers | wc -l
kubectl get cm -o name -A
kubectl get pods -oname | head -1
kubectl get pods -o=jsonpath='{.items[0].metadata.labels}'
kubectl get pods --output wide --no-headers=true
